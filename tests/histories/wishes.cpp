// SPDX-License-Identifier: MIT
// Two cards, a few values of each.
#include "wishes.hpp"

#include <algorithm>

namespace rmcp::histories {
namespace {

constexpr std::string_view kLevel = "power_dpm_force_performance_level";
constexpr std::string_view kCap = "hwmon/power1_cap";
constexpr std::string_view kLog = "thermal_throttling_logging";
constexpr std::string_view kProfile = "pp_power_profile_mode";
constexpr std::string_view kClocks = "pp_od_clk_voltage:committed";
constexpr std::string_view kFanMode = "hwmon/pwm1_enable";
constexpr std::string_view kFanLimit = "gpu_od/fan_ctrl/acoustic_limit_rpm_threshold:committed";
constexpr std::string_view kLevelKnob = "attribute.power_dpm_force_performance_level";
constexpr std::string_view kCapKnob = "attribute.power_cap";
constexpr std::string_view kLogKnob = "attribute.thermal_throttling_logging";
constexpr std::string_view kProfileKnob = "attribute.pp_power_profile_mode";
constexpr std::string_view kClockKnob = "overdrive.core_clock_max";

}  // namespace

const std::vector<Wish>& wishes() {
  static const std::vector<Wish> all = {
      {kInside, kCapKnob, "95 W", kCap, "95000000"},
      {kInside, kCapKnob, "96 W", kCap, "96000000"},
      {kInside, kLevelKnob, "high", kLevel, "high"},
      {kInside, kLevelKnob, "manual", kLevel, "manual"},
      {kInside, kProfileKnob, "compute", kProfile, "COMPUTE*"},
      {kInside, kClockKnob, "2400 MHz", kClocks, "1: 2400Mhz", true},
      {kInside, kClockKnob, "2300 MHz", kClocks, "1: 2300Mhz", true},
      {kInside, "fan.speed", "60 %", kFanMode, "1", true},
      {kExternal, kCapKnob, "300 W", kCap, "300000000"},
      {kExternal, kCapKnob, "310 W", kCap, "310000000"},
      {kExternal, kLevelKnob, "high", kLevel, "high"},
      {kExternal, kLevelKnob, "manual", kLevel, "manual"},
      {kExternal, kProfileKnob, "compute", kProfile, "COMPUTE*"},
      {kExternal, kLogKnob, "30 s", kLog, "interval 30 seconds"},
      {kExternal, kClockKnob, "2500 MHz", kClocks, "1: 2500Mhz", true},
      {kExternal, "fan.acoustic_limit", "2500 rpm", kFanLimit, "2500", true},
  };
  return all;
}

const Wish* find_wish(std::string_view card, std::string_view knob, std::string_view value) {
  const auto found = std::ranges::find_if(wishes(), [&](const Wish& wish) {
    return wish.card == card && wish.knob == knob && wish.value == value;
  });
  return found == wishes().end() ? nullptr : &*found;
}

const std::vector<std::string>& watched_attributes() {
  static const std::vector<std::string> all = {
      std::string(kLevel),  std::string(kCap),     std::string(kLog),     std::string(kProfile),
      std::string(kClocks), std::string(kFanMode), std::string(kFanLimit)};
  return all;
}

const std::vector<Foreign>& foreign_texts() {
  static const std::vector<Foreign> all = {{kInside, kCap, "98000000"},
                                           {kInside, kLevel, "low"},
                                           {kExternal, kCap, "320000000"},
                                           {kExternal, kLevel, "low"}};
  return all;
}

const std::vector<std::string>& policies() {
  static const std::vector<std::string> all = {
      "format = 1\n",
      R"(format = 1
[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_dpm_force_performance_level = "high"
power_cap = "95 W"
[[rule]]
name = "external"
match = { external = true }
[rule.attribute]
power_cap = "300 W"
)",
      R"(format = 1
[[rule]]
name = "both"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"
[[rule]]
name = "external"
match = { external = true }
[rule.attribute]
thermal_throttling_logging = 30
)",
      R"(format = 1
[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_cap = "96 W"
[rule.overdrive]
core_clock_max = "2400 MHz"
[rule.fan]
speed = "60 %"
[[rule]]
name = "external"
match = { external = true }
[rule.fan]
acoustic_limit = "2500 rpm"
)",
      "format = 1\n[[rule]]\nname = \"broken\"\n[rule.attribute]\npower_cap = \"much\"\n"};
  return all;
}

}  // namespace rmcp::histories
