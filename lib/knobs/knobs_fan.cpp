// SPDX-License-Identifier: MIT
// The rows `fan.*`: hwmon's fan of older cards, the firmware's fan control of newer ones.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/table.hpp"
#include "lib/knobs/knob_groups.hpp"

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

using namespace std::string_view_literals;

constexpr std::array kSpeedFiles{"pwm1_enable"sv, "fan1_enable"sv, "fan1_target"sv, "fan1_min"sv,
                                 "fan1_max"sv};
constexpr std::array kAutoOnly{"auto"sv};

/// The driver's own control is safe, and so is a fan that never stands still. Any other setting can
/// overheat parts without a sensor.
Risk risk_of_fan(const Knob&, const Value& value, const Reading&) {
  const auto* word = std::get_if<std::string>(&value);
  return word != nullptr && *word != "on" ? Risk::safe : Risk::confirm;
}

// A row has its own columns only; these functions fill in those that its family shares.

constexpr Knob fan(Knob row) {
  row.kind = KnobKind::fan;
  row.scope = Scope::device;
  row.risk = risk_of_fan;
  return row;
}

/// One file below gpu_od/fan_ctrl.
constexpr Knob fan_control(Knob row) {
  row.companions = kFeatureMaskAlone;
  if (row.codec == nullptr) row.codec = &kTableQuantityCodec;
  row.write_as = WriteAs::lines;
  if (row.present_on.empty()) row.present_on = "RDNA3 and later; needs overdrive";
  return fan(row);
}

// The curve is the last row: the firmware follows either the curve or its own control, whichever
// was set last (amdgpu_pm.c says of acoustic_limit and its like that they switch back to
// automatic).
constexpr Knob kFanRows[] = {
    fan({.name = "fan.speed",
         .file = "hwmon/pwm1",
         .companions = kSpeedFiles,
         .codec = &kFanSpeedCodec,
         .choices = kAutoOnly,
         .readback = Readback::none,
         .write_as = WriteAs::assignments,
         .normal = "auto",
         .release_on_stop = "auto",
         .present_on = "discrete cards with a fan up to RDNA2",
         .doc =
             "Fixed fan speed: a share of full speed, revolutions per minute, or auto. Goes back "
             "to auto when the daemon stops and before suspend.",
         .source = "amdgpu_pm.c:amdgpu_hwmon_set_pwm1_enable, amdgpu_hwmon_set_pwm1, "
                   "amdgpu_hwmon_set_fan1_enable, amdgpu_hwmon_set_fan1_target"}),
    fan_control(
        {.name = "fan.acoustic_limit",
         .file = "gpu_od/fan_ctrl/acoustic_limit_rpm_threshold",
         .min = 1,
         .max = 20000,
         .unit = "rpm",
         .entry = {.section = "OD_ACOUSTIC_LIMIT", .range = "ACOUSTIC_LIMIT", .unit = Unit::rpm},
         .doc = "Highest fan speed. Setting it takes a curve out of force.",
         .source = "amdgpu_pm.c:acoustic_limit_threshold_store; "
                   "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; smu_v14_0_2_ppt.c alike"}),
    fan_control(
        {.name = "fan.acoustic_target",
         .file = "gpu_od/fan_ctrl/acoustic_target_rpm_threshold",
         .min = 1,
         .max = 20000,
         .unit = "rpm",
         .entry = {.section = "OD_ACOUSTIC_TARGET", .range = "ACOUSTIC_TARGET", .unit = Unit::rpm},
         .doc = "Highest fan speed while the card is not above its target temperature. Setting it "
                "takes a curve out of force.",
         .source = "amdgpu_pm.c:acoustic_target_threshold_store; "
                   "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; smu_v14_0_2_ppt.c alike"}),
    fan_control(
        {.name = "fan.target_temperature",
         .file = "gpu_od/fan_ctrl/fan_target_temperature",
         .min = 1,
         .max = 150,
         .unit = "C",
         .entry = {.section = "FAN_TARGET_TEMPERATURE",
                   .range = "TARGET_TEMPERATURE",
                   .unit = Unit::celsius},
         .doc =
             "Temperature that the firmware tries to hold. Setting it takes a curve out of force.",
         .source = "amdgpu_pm.c:fan_target_temperature_store; "
                   "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; smu_v14_0_2_ppt.c alike"}),
    fan_control(
        {.name = "fan.minimum_pwm",
         .file = "gpu_od/fan_ctrl/fan_minimum_pwm",
         .min = 0,
         .max = 100,
         .unit = "%",
         .entry = {.section = "FAN_MINIMUM_PWM", .range = "MINIMUM_PWM", .unit = Unit::percent},
         .doc =
             "Lowest fan speed, as a share of full speed. Setting it takes a curve out of force.",
         .source = "amdgpu_pm.c:fan_minimum_pwm_store; "
                   "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; smu_v14_0_2_ppt.c alike"}),
    fan_control({.name = "fan.zero_rpm",
                 .file = "gpu_od/fan_ctrl/fan_zero_rpm_enable",
                 .codec = &kTableSwitchCodec,
                 .choices = kOnOff,
                 .entry = {.section = "FAN_ZERO_RPM_ENABLE", .range = "ZERO_RPM_ENABLE"},
                 .present_on = "RDNA3 and later; needs overdrive and a recent kernel",
                 .doc = "Whether the fan stops while the card is cool.",
                 .source =
                     "amdgpu_pm.c:fan_zero_rpm_store; "
                     "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; smu_v14_0_2_ppt.c alike"}),
    fan_control({.name = "fan.zero_rpm_stop_temperature",
                 .file = "gpu_od/fan_ctrl/fan_zero_rpm_stop_temperature",
                 .min = 1,
                 .max = 150,
                 .unit = "C",
                 .entry = {.section = "FAN_ZERO_RPM_STOP_TEMPERATURE",
                           .range = "ZERO_RPM_STOP_TEMPERATURE",
                           .unit = Unit::celsius},
                 .present_on = "RDNA3; needs overdrive and a recent kernel",
                 .doc = "Temperature below which the fan stops.",
                 .source = "amdgpu_pm.c:fan_zero_rpm_stop_temp_store; "
                           "smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table"}),
    fan_control(
        {.name = "fan.curve",
         .file = "gpu_od/fan_ctrl/fan_curve",
         .codec = &kCurveCodec,
         .choices = kAutoOnly,
         .entry = {.section = "OD_FAN_CURVE",
                   .range = "FAN_CURVE(hotspot temp)",
                   .range_y = "FAN_CURVE(fan speed)",
                   .unit = Unit::celsius,
                   .unit_y = Unit::percent},
         .normal = "auto",
         .doc = "Fan speeds at rising temperatures, with all points (\"40 C 25 %, 50 C 40 %, "
                "...\"), or auto. The firmware follows the curve without the daemon.",
         .source = "amdgpu_pm.c:fan_curve_store; smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table; "
                   "smu_v14_0_2_ppt.c alike"}),
};

}  // namespace

std::span<const Knob> fan_knobs() { return kFanRows; }

}  // namespace rmcp
