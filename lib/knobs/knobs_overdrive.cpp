// SPDX-License-Identifier: MIT
// The rows `overdrive.*`: clocks and voltages in pp_od_clk_voltage. The sections of the file decide
// which of them a card has, not the card's generation.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/codecs/table.hpp"
#include "lib/knobs/knob_groups.hpp"

#include <array>

namespace rmcp {
namespace {

/// The file shows the values in force, which some program may have moved before, and the values
/// that the firmware would accept, which on most boards go far beyond what they can stand. Neither
/// proves a value to be within the range that the board's maker tested, so none is called safe.
Risk always_risky(const Knob&, const Value&, const Reading&) { return Risk::confirm; }

constexpr std::array kTableCompanions{kFeatureMask, kPowerFirmware[0], kPowerFirmware[1],
                                      kPowerFirmware[2]};

/// APUs show only the core clocks, and accept them only with the level manual
/// (vangogh_ppt.c:vangogh_od_edit_dpm_table, renoir_ppt.c:renoir_od_edit_dpm_table). Some show them
/// only then (vangogh_ppt.c:vangogh_emit_legacy_clk_levels): an empty table is an APU's, unless it
/// is that of RDNA3 on Linux 6.1, which takes every write without effect (smu_v13_0_0_ppt.c has no
/// .od_edit_dpm_table there; amdgpu_smu.c:smu_od_edit_dpm_table returns success).
bool is_apu_table(const Reading& reading) {
  if (is_discrete_rdna(reading)) return false;
  const auto sections = read_table_file(reading.raw).sections;
  return !sections.contains("OD_MCLK") && !sections.contains("OD_VDDC_CURVE") &&
         !sections.contains("OD_VDDGFX_OFFSET");
}

// A row has its own columns only; these functions fill in those that its family shares.

constexpr Knob overdrive(Knob row) {
  row.kind = KnobKind::overdrive;
  row.scope = Scope::device;
  row.file = "pp_od_clk_voltage";
  row.companions = kTableCompanions;
  row.risk = always_risky;
  row.write_as = WriteAs::lines;
  return row;
}

constexpr Knob table_quantity(Knob row) {
  row.codec = &kTableQuantityCodec;
  return overdrive(row);
}

constexpr Knob clock(Knob row) {
  row.min = 1;
  row.max = 10000;
  row.unit = "MHz";
  return table_quantity(row);
}

constexpr Knob points(Knob row) {
  row.codec = &kCurveCodec;
  return overdrive(row);
}

constexpr Knob kOverdriveRows[] = {
    clock({.name = "overdrive.core_clock_min",
           .requires_knob = kLevelKnob,
           .requires_value = "manual",
           .requires_when = is_apu_table,
           .entry = {.section = "OD_SCLK", .row = 0, .range = "SCLK", .command = "s"},
           .upper = "overdrive.core_clock_max",
           .present_on = "Vega 20, RDNA1 to RDNA3, APUs; needs overdrive",
           .doc = "Lowest clock of the graphics core; not above overdrive.core_clock_max.",
           .source =
               "navi10_ppt.c:navi10_od_edit_dpm_table; vega20_hwmgr.c:vega20_odn_edit_dpm_table; "
               "sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c, vangogh_ppt.c, renoir_ppt.c alike"}),
    clock({.name = "overdrive.core_clock_max",
           .requires_knob = kLevelKnob,
           .requires_value = "manual",
           .requires_when = is_apu_table,
           .entry = {.section = "OD_SCLK", .row = 1, .range = "SCLK", .command = "s"},
           .present_on = "Vega 20, RDNA1 to RDNA3, APUs; needs overdrive",
           .doc = "Highest clock of the graphics core.",
           .source =
               "navi10_ppt.c:navi10_od_edit_dpm_table; vega20_hwmgr.c:vega20_odn_edit_dpm_table; "
               "sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c, vangogh_ppt.c, renoir_ppt.c alike"}),
    table_quantity(
        {.name = "overdrive.core_clock_offset",
         .min = -2000,
         .max = 2000,
         .unit = "MHz",
         .entry = {.section = "OD_SCLK_OFFSET", .range = "SCLK_OFFSET", .command = "s"},
         .normal = "0 MHz",
         .present_on =
             "RDNA4; needs overdrive and Linux 6.14, or a later stable kernel of 6.12 or 6.13",
         .doc = "Offset of the highest clocks of the graphics core, up or down.",
         .source = "smu_v14_0_2_ppt.c:smu_v14_0_2_od_edit_dpm_table"}),
    clock({.name = "overdrive.memory_clock_min",
           .entry = {.section = "OD_MCLK", .row = 0, .range = "MCLK", .command = "m"},
           .upper = "overdrive.memory_clock_max",
           .present_on = "RDNA2 and later; needs overdrive",
           .doc = "Lowest clock of the memory; not above overdrive.memory_clock_max.",
           .source = "sienna_cichlid_ppt.c:sienna_cichlid_od_edit_dpm_table; smu_v13_0_0_ppt.c, "
                     "smu_v14_0_2_ppt.c alike"}),
    clock({.name = "overdrive.memory_clock_max",
           .entry = {.section = "OD_MCLK", .row = 1, .range = "MCLK", .command = "m"},
           .present_on = "Vega 20, RDNA1 and later; needs overdrive",
           .doc = "Highest clock of the memory.",
           .source =
               "navi10_ppt.c:navi10_od_edit_dpm_table; vega20_hwmgr.c:vega20_odn_edit_dpm_table; "
               "sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c, smu_v14_0_2_ppt.c alike"}),
    points(
        {.name = "overdrive.voltage_curve",
         .entry = {.section = "OD_VDDC_CURVE",
                   .range = "VDDC_CURVE_SCLK[]",
                   .range_y = "VDDC_CURVE_VOLT[]",
                   .command = "vc"},
         .present_on = "Vega 20, RDNA1; needs overdrive",
         .doc =
             "Voltages at three clocks of the graphics core, rising: \"1351 MHz 750 mV, 1424 MHz "
             "805 mV, 1900 MHz 1100 mV\"; \"2: 1900 MHz 1050 mV\" sets one point.",
         .source =
             "navi10_ppt.c:navi10_od_edit_dpm_table; vega20_hwmgr.c:vega20_odn_edit_dpm_table"}),
    points(
        {.name = "overdrive.core_levels",
         .entry = {.section = "OD_SCLK",
                   .range = "SCLK",
                   .range_y = "VDDC",
                   .command = "s",
                   .may_fall = true},
         .present_on = "Polaris, Vega 10; needs overdrive",
         .doc =
             "Clocks and voltages of the graphics core's levels: \"7: 1366 MHz 1100 mV\" sets one "
             "of them, also below the one before it. Those that are named rise.",
         .source =
             "smu7_hwmgr.c:smu7_odn_edit_dpm_table; vega10_hwmgr.c:vega10_odn_edit_dpm_table"}),
    points(
        {.name = "overdrive.memory_levels",
         .entry = {.section = "OD_MCLK",
                   .range = "MCLK",
                   .range_y = "VDDC",
                   .command = "m",
                   .may_fall = true},
         .present_on = "Polaris, Vega 10; needs overdrive",
         .doc =
             "Clocks and voltages of the memory's levels: \"2: 2000 MHz 975 mV\" sets one of them, "
             "also below the one before it. Those that are named rise.",
         .source =
             "smu7_hwmgr.c:smu7_odn_edit_dpm_table; vega10_hwmgr.c:vega10_odn_edit_dpm_table"}),
    table_quantity(
        {.name = "overdrive.voltage_offset",
         .min = -500,
         .max = 200,
         .unit = "mV",
         .entry = {.section = "OD_VDDGFX_OFFSET",
                   .range = "VDDGFX_OFFSET",
                   .command = "vo",
                   .unit = Unit::millivolts},
         .normal = "0 mV",
         .present_on = "RDNA2 and later; needs overdrive",
         .doc = "Offset of the voltages of the graphics core, up or down. RDNA2's driver gives no "
                "range and checks none; Navi 21 accepts it from SMC firmware 58.41 on.",
         .source = "sienna_cichlid_ppt.c:sienna_cichlid_od_edit_dpm_table; smu_v13_0_0_ppt.c, "
                   "smu_v14_0_2_ppt.c alike"}),
};

}  // namespace

std::span<const Knob> overdrive_knobs() { return kOverdriveRows; }

}  // namespace rmcp
