// SPDX-License-Identifier: MIT
// What amdgpu makes of a text written to one of its attributes: refuses it, or shows something else
// than was written. Pure; from the driver's sources (amdgpu_pm.c, amdgpu_smu.c, pp_psm.c).
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace rmcp::testbed {

/// The text of another attribute of the same device; `NAME:initial` is what it showed at first.
using Sibling = std::function<std::string(std::string_view attribute)>;

struct WriteAnswer {
  int error = 0;                              // errno; 0: taken
  std::string shown;                          // the attribute's text afterwards
  bool committed = false;                     // what is shown is in force from now on
  std::map<std::string, std::string> others;  // texts of other attributes afterwards
};

/// True for the attributes that have a rule here. Names are paths below the device's folder, with
/// "hwmon/power1_cap" for the one in hwmon/hwmonN.
bool has_rule(std::string_view attribute);

/// True for what amdgpu_pm.c makes: its functions look first whether the GPU is being reset
/// (amdgpu_in_reset(), later amdgpu_pm_dev_state_check()). Names and labels of sensors do not.
bool fails_in_reset(std::string_view attribute);

/// `shown`: the text now. Without a rule the text is taken as written.
WriteAnswer write_by_rule(std::string_view attribute, std::string_view written,
                          const std::string& shown, const Sibling& sibling);

/// The table of pp_power_profile_mode with the star at `index`; empty when it has no such row.
std::string select_profile(const std::string& table, unsigned index);

}  // namespace rmcp::testbed
