// SPDX-License-Identifier: MIT
// What systemd is told about a service before anything of this boot is known. Pure.
#pragma once
#include "core/unit.hpp"
#include "export/unit_runtime.hpp"

#include <string>
#include <vector>

namespace rmcp::exported {

/// The text of UNIT.d/50-rmcp.conf. `files` are those of the unit's runtime.
std::string drop_in_text(const ServiceUnit& unit, const std::vector<RuntimeFile>& files,
                         const std::string& runtime);

}  // namespace rmcp::exported
