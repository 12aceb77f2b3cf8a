// SPDX-License-Identifier: MIT
// systemd's configuration of a service, made before anything of this boot is known. Pure.
#pragma once
#include "daemon/publish/unit_runtime.hpp"
#include "lib/policy/unit.hpp"

#include <string>
#include <vector>

namespace rmcp::publish {

/// FOLDER/UNIT.d/50-rmcp.conf, where a generator was given the folder.
std::string drop_in_file(const std::string& folder, const std::string& unit);

/// The text of that file. `files` are those of the unit's runtime.
std::string drop_in_text(const ServiceUnit& unit, const std::vector<RuntimeFile>& files,
                         const std::string& runtime);

}  // namespace rmcp::publish
