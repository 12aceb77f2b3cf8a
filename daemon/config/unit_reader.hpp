// SPDX-License-Identifier: MIT
// `[[unit]]`: a service and its devices.
#pragma once
#include "lib/policy/unit.hpp"
#include "lib/toml/complaints.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the unit. Errors have been reported; then nothing is added.
void read_unit(const toml::Node& node, std::vector<ServiceUnit>& units,
               toml::Complaints& complaints);

}  // namespace rmcp::config
