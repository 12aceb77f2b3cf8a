// SPDX-License-Identifier: MIT
// `devices = ["egpu", "0000:03:00.0"]` or `["all"]`: who is given something that has no device of
// its own.
#pragma once
#include "lib/toml/complaints.hpp"

#include <string>
#include <vector>

namespace rmcp::config {

inline constexpr std::string_view kAllDevices = "all";

/// As they are in file names and on the bus, however they were written. What is wrong has been
/// complained about.
std::vector<std::string> read_device_names(const toml::Node& node, toml::Complaints& complaints);

}  // namespace rmcp::config
