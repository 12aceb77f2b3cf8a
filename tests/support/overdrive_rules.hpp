// SPDX-License-Identifier: MIT
// What amdgpu makes of a command written to pp_od_clk_voltage, to a file in gpu_od/fan_ctrl or to
// the fan's files in hwmon. Pure; from amdgpu_pm.c, navi10_ppt.c, smu_v13_0_0_ppt.c, smu7_hwmgr.c.
#pragma once
#include "attribute_rules.hpp"

#include <string>
#include <string_view>

namespace rmcp::testbed {

/// An edit shows at once, but acts with the commit: the answer to "c" says so.
WriteAnswer write_overdrive(std::string_view attribute, std::string_view command,
                            const std::string& shown, const Sibling& sibling);

WriteAnswer write_fan_control(std::string_view attribute, std::string_view command,
                              const std::string& shown, const Sibling& sibling);

WriteAnswer write_fan(std::string_view attribute, std::string_view written,
                      const std::string& shown, const Sibling& sibling);

}  // namespace rmcp::testbed
