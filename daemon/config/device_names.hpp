// SPDX-License-Identifier: MIT
// `devices = ["egpu", "0000:03:00.0"]` or `["all"]`: devices for services and sessions.
#pragma once
#include "lib/toml/complaints.hpp"

#include <string>
#include <vector>

namespace rmcp::config {

inline constexpr std::string_view kAllDevices = "all";

/// In the spelling of file names and of the bus, whatever the spelling in the file. Errors have
/// been reported.
std::vector<std::string> read_device_names(const toml::Node& node, toml::Complaints& complaints);

}  // namespace rmcp::config
