// SPDX-License-Identifier: MIT
// THE table: everything that root can be made to write by policy stands on this screen.
// The order of rows is the order of application; the reverse is the order of revert.
#include "core/codecs.hpp"
#include "core/knob.hpp"

#include <array>

namespace rmcp {
namespace {

using namespace std::string_view_literals;

constexpr std::array kRuntimePm{"on"sv, "auto"sv};
constexpr std::array kPerformanceLevels{"auto"sv,
                                        "low"sv,
                                        "high"sv,
                                        "manual"sv,
                                        "profile_standard"sv,
                                        "profile_min_sclk"sv,
                                        "profile_min_mclk"sv,
                                        "profile_peak"sv,
                                        "perf_determinism"sv};
constexpr std::array kProfileModes{
    "bootup_default"sv, "3d_full_screen"sv, "power_saving"sv, "video"sv,   "vr"sv,
    "compute"sv,        "window_3d"sv,      "capped"sv,       "uncapped"sv};
constexpr std::array kPowerLimits{"power1_cap_default"sv, "power1_cap_min"sv, "power1_cap_max"sv};
constexpr auto kLevel = "attribute.power_dpm_force_performance_level"sv;

Risk always_safe(const Knob&, const Value&, const Reading&) { return Risk::safe; }

/// More than what the board's maker chose heats parts that rmcpd cannot see. How much that is only
/// an awake card tells.
Risk risk_of_power(const Knob& knob, const Value& value, const Reading& reading) {
  if (reading.status != Reading::Status::ok) return Risk::safe;
  return knob.codec->check(knob, value, reading).empty() ? Risk::safe : Risk::confirm;
}

const Knob kKnobs[] = {
    {.name = "attribute.runtime_pm",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "power/control",
     .codec = &kChoiceCodec,
     .choices = kRuntimePm,
     .risk = always_safe,
     .read_wakes = false,
     .present_on = "every card",
     .doc = "Whether the card may be suspended while nothing uses it: auto, or on for never.",
     .source = "drivers/base/power/sysfs.c:control_store"},
    {.name = kLevel,
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "power_dpm_force_performance_level",
     .codec = &kChoiceCodec,
     .choices = kPerformanceLevels,
     .risk = always_safe,
     .present_on = "every card with power management",
     .doc = "Which clocks the card may use. auto: the driver decides; manual: as the level masks "
            "and the power "
            "profile mode say; profile_*: fixed clocks for measuring.",
     .source = "amdgpu_pm.c:amdgpu_set_power_dpm_force_performance_level"},
    {.name = "attribute.pp_power_profile_mode",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "pp_power_profile_mode",
     .codec = &kProfileModeCodec,
     .choices = kProfileModes,
     .min = 0,
     .max = 31,
     .readback = Readback::selected,
     .requires_knob = kLevel,
     .requires_value = "manual",
     .risk = always_safe,
     .present_on = "discrete cards since Polaris, some APUs",
     .doc = "The driver's heuristics for a kind of load, by name (compute) or by the index in the "
            "card's own table.",
     .source = "amdgpu_pm.c:amdgpu_set_pp_power_profile_mode; Documentation/gpu/amdgpu/thermal.rst "
               "asks for manual"},
    {.name = "attribute.pp_dpm_sclk",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "pp_dpm_sclk",
     .codec = &kLevelMaskCodec,
     .min = 0,
     .max = 31,
     .readback = Readback::none,
     .restore = Restore::constant,
     .restore_value = "all",
     .requires_knob = kLevel,
     .requires_value = "manual",
     .risk = always_safe,
     .present_on = "every card with power management",
     .doc = "Levels of the graphics clock that the driver may use, as indices into the card's own "
            "table, or all.",
     .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock"},
    {.name = "attribute.pp_dpm_mclk",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "pp_dpm_mclk",
     .codec = &kLevelMaskCodec,
     .min = 0,
     .max = 31,
     .readback = Readback::none,
     .restore = Restore::constant,
     .restore_value = "all",
     .requires_knob = kLevel,
     .requires_value = "manual",
     .risk = always_safe,
     .present_on = "discrete cards with power management",
     .doc = "Levels of the memory clock that the driver may use, as indices into the card's own "
            "table, or all.",
     .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock"},
    {.name = "attribute.power_cap",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "hwmon/power1_cap",
     .companions = kPowerLimits,
     .codec = &kPowerCodec,
     .unit = "W",
     .risk = risk_of_power,
     .present_on = "discrete cards, some APUs",
     .doc = "Upper limit of the card's power, in watts or as a share of the card's default; at "
            "most the default.",
     .source = "amdgpu_pm.c:amdgpu_hwmon_set_power_cap"},
    {.name = "attribute.thermal_throttling_logging",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "thermal_throttling_logging",
     .codec = &kThrottlingCodec,
     .min = 0,
     .max = 3600,
     .unit = "s",
     .risk = always_safe,
     .present_on = "cards whose power management is swsmu: Vega 20, RDNA1 and later",
     .doc = "Shortest time between two kernel log lines about thermal throttling; 0 logs none.",
     .source = "amdgpu_pm.c:amdgpu_set_thermal_throttling_logging"},
    {.name = "environment.*",
     .kind = KnobKind::environment,
     .scope = Scope::process,
     .codec = &kTextCodec,
     .activation = Activation::process,
     .risk = always_safe,
     .read_wakes = false,
     .present_on = "every card",
     .doc = "A variable that programs on this device should be started with; published, not "
            "written anywhere.",
     .source = "the program that reads the variable"},
};

}  // namespace

std::span<const Knob> knobs() { return kKnobs; }

}  // namespace rmcp
