// SPDX-License-Identifier: MIT
// The rows `attribute.*`: files of a device that hold one value each.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/knob_groups.hpp"

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
constexpr std::array kLeastPower{"min"sv};
constexpr std::array kPowerLimits{"power1_cap_default"sv, "power1_cap_min"sv, "power1_cap_max"sv};

/// More power than the board's maker chose heats parts that rmcpd cannot see. Only a card that is
/// awake shows its maximum.
Risk risk_of_power(const Knob& knob, const Value& value, const Reading& reading) {
  if (reading.status != Reading::Status::ok) return Risk::safe;
  const auto normal = knob.codec->normal(knob, reading);
  const auto wanted = knob.codec->resolve(knob, value, reading);
  return normal && std::get<Power>(wanted).amount <= std::get<Power>(*normal).amount
             ? Risk::safe
             : Risk::confirm;
}

/// Fills in the columns that all level-mask rows share.
constexpr Knob level_mask_row(Knob row) {
  row.kind = KnobKind::attribute;
  row.scope = Scope::device;
  row.companions = kPowerFirmware;
  row.codec = &kLevelMaskCodec;
  row.min = 0;
  row.max = 31;
  row.readback = Readback::none;
  row.restore = Restore::constant;
  row.restore_value = row.normal = "all";
  row.requires_knob = kLevelKnob;
  row.requires_value = "manual";
  row.risk = always_safe;
  return row;
}

constexpr Knob kAttributeRows[] = {
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
    {.name = "attribute.d3cold_allowed",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "d3cold_allowed",
     .codec = &kSwitchCodec,
     .choices = kOnOff,
     .risk = always_safe,
     .normal = "on",
     .read_wakes = false,
     .present_on = "every card on PCI",
     .doc = "Whether a suspended card may lose its power completely, where the slot can switch it "
            "off.",
     .source = "drivers/pci/pci-sysfs.c:d3cold_allowed_store; pci.c:pci_pm_init allows it"},
    {.name = "attribute.autosuspend_delay_ms",
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "power/autosuspend_delay_ms",
     .codec = &kIntegerCodec,
     .min = 0,
     .max = 3'600'000,
     .unit = "ms",
     .risk = always_safe,
     .normal = "5000",
     .read_wakes = false,
     .present_on = "cards that the driver lets suspend",
     .doc = "How long a card is unused before it is suspended; needs runtime_pm = auto.",
     .source = "drivers/base/power/sysfs.c:autosuspend_delay_ms_store; "
               "amdgpu_drv.c:amdgpu_pci_probe starts with 5000"},
    {.name = kLevelKnob,
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "power_dpm_force_performance_level",
     .codec = &kChoiceCodec,
     .choices = kPerformanceLevels,
     .risk = always_safe,
     .normal = "auto",
     .present_on = "every card with power management",
     .doc = "Which clocks the card may use. auto: the driver decides; manual: the level masks and "
            "the power profile mode decide; profile_*: fixed clocks for measuring.",
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
     .requires_knob = kLevelKnob,
     .requires_value = "manual",
     .risk = profile_mode_risk,
     .write_as = WriteAs::lines,
     .present_on = "discrete cards since Polaris, some APUs",
     .doc = "The driver's heuristics for a kind of load, by name (compute) or by the index in the "
            "card's own table. CUSTOM takes as many numbers as that table has columns, for each "
            "clock: custom: gfxclk 0 5 1 0 4 800 4587520 -65536 0, memclk ..., or, on Vega 10, "
            "custom: 70 60 0 0; clocks that are not named keep their numbers.",
     .source = "amdgpu_pm.c:amdgpu_set_pp_power_profile_mode, whose description asks for manual; "
               "navi10_ppt.c:navi10_set_power_profile_mode; "
               "vega10_hwmgr.c:vega10_set_power_profile_mode"},
    level_mask_row(
        {.name = "attribute.pp_dpm_sclk",
         .file = "pp_dpm_sclk",
         .present_on = "every card with power management",
         .doc =
             "Levels of the graphics clock that the driver may use, counted from 0 in the card's "
             "own table, or all.",
         .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock"}),
    level_mask_row(
        {.name = "attribute.pp_dpm_mclk",
         .file = "pp_dpm_mclk",
         .present_on = "discrete cards with power management",
         .doc = "Levels of the memory clock that the driver may use, counted from 0 in the card's "
                "own table, or all.",
         .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock"}),
    level_mask_row(
        {.name = "attribute.pp_dpm_socclk",
         .file = "pp_dpm_socclk",
         .present_on = "Vega and later",
         .doc =
             "Levels of the clock of the system-on-chip part that the driver may use, counted from "
             "0 in the card's own table, or all.",
         .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock; "
                   "sienna_cichlid_ppt.c:sienna_cichlid_force_clk_levels"}),
    level_mask_row(
        {.name = "attribute.pp_dpm_fclk",
         .file = "pp_dpm_fclk",
         .present_on = "Vega 20, RDNA1 and later",
         .doc =
             "Levels of the fabric's clock that the driver may use, counted from 0 in the card's "
             "own table, or all.",
         .source = "amdgpu_pm.c:amdgpu_set_pp_dpm_clock; "
                   "sienna_cichlid_ppt.c:sienna_cichlid_force_clk_levels"}),
    {.name = kPowerCapKnob,
     .kind = KnobKind::attribute,
     .scope = Scope::device,
     .file = "hwmon/power1_cap",
     .companions = kPowerLimits,
     .codec = &kPowerCodec,
     .choices = kLeastPower,
     .unit = "W",
     .risk = risk_of_power,
     .present_on = "discrete cards, some APUs",
     .doc = "Upper limit of the card's power, in watts or as a share of the card's default; min is "
            "the lowest that the card allows, 90 % or min the higher of the two. A value above the "
            "default has to be confirmed.",
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
     .normal = "60",
     .present_on = "cards whose power management is swsmu: Vega 20, RDNA1 and later",
     .doc = "Shortest time between two messages about thermal throttling in the kernel log; 0 logs "
            "none.",
     .source = "amdgpu_pm.c:amdgpu_set_thermal_throttling_logging; "
               "amdgpu_device.c:amdgpu_device_init starts with 60"},
};

}  // namespace

std::span<const Knob> attribute_knobs() { return kAttributeRows; }

}  // namespace rmcp
