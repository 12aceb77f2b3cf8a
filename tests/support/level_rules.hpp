// SPDX-License-Identifier: MIT
// What amdgpu makes of the levels written to pp_dpm_*: a range of the clock, which no file shows.
// The test bed keeps it beside the file and tells it as `pp_dpm_sclk:range`.
#pragma once
#include "attribute_rules.hpp"

namespace rmcp::testbed {

struct Gpu;

/// The files of the test bed itself, beside those of the card: the range in force of each clock,
/// and how its driver takes levels, the layout (`[levels]` of a machine):
/// - discrete-einval: a level is a row, any other is refused (smu_v13_0_0_ppt.c, smu_v14_0_2_ppt.c;
///   the one of a clock whose card names none)
/// - discrete-silent: any other has no effect, and the write succeeds (navi10_ppt.c,
///   sienna_cichlid_ppt.c)
/// - fine: two levels, the row between them is the present clock; any level from 1 on is the higher
///   (*_force_clk_levels of all of these)
/// - powerplay: the firmware is asked for any level (vega10_hwmgr.c:vega10_force_clock_level)
/// - reversed: the rows are printed from the last to the first (vangogh_ppt.c, renoir_ppt.c)
/// - refused: EINVAL (yellow_carp_ppt.c and later APUs)
/// - ignored: success without effect (vangogh_ppt.c)
std::map<std::string, std::string> level_files(const Gpu& gpu);

/// The range of a clock that nobody has limited.
inline constexpr auto kWholeRange = "whole\n";

/// `attribute`: one of pp_dpm_*; the level is "manual".
WriteAnswer write_levels(std::string_view attribute, std::string_view written,
                         const std::string& table, const Sibling& sibling);

/// What any level but "manual" does to the ranges (amdgpu_smu.c:smu_force_performance_level).
std::map<std::string, std::string> whole_ranges();

}  // namespace rmcp::testbed
