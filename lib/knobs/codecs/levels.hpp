// SPDX-License-Identifier: MIT
// The levels of a clock: the rows of pp_dpm_*, and the treatment that its driver gives to levels.
#pragma once
#include "lib/knobs/knob.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The version of the firmware for power management, as companions: amdgpu_smu.c:smu_set_funcs
/// chooses the driver of a card by it.
inline constexpr std::array<std::string_view, 3> kPowerFirmware{
    "ip_discovery/die/0/MP1/0/major", "ip_discovery/die/0/MP1/0/minor",
    "ip_discovery/die/0/MP1/0/revision"};

/// True for the cards with drivers of RDNA that are no APUs.
bool is_discrete_rdna(const Reading& reading);

enum class LevelUse {
  rows,      // a level is a row; also of drivers that are not known
  open_top,  // the same, but a fine-grained clock takes any level from 1 on for its highest
  reversed,  // the driver counts from the last row, and takes one level at a time
  refused,   // always EINVAL
  ignored,   // success without any effect
};
LevelUse level_use(const Knob& knob, const Reading& reading);

/// The levels that a file shows, as indices for a write: from 0, whatever numbers are printed.
std::vector<unsigned> shown_levels(std::string_view table);

/// Those that the card takes at any moment.
std::vector<unsigned> legal_levels(const Knob& knob, const Reading& reading);

}  // namespace rmcp
