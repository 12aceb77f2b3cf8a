// SPDX-License-Identifier: MIT
// `[[unit]]`: a service and the devices that it is given.
#pragma once
#include "lib/policy/unit.hpp"
#include "lib/toml/complaints.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the unit; what is wrong has been complained about, and then nothing is added.
void read_unit(const toml::Node& node, std::vector<ServiceUnit>& units,
               toml::Complaints& complaints);

}  // namespace rmcp::config
