// SPDX-License-Identifier: MIT
// `[[unit]]`: a service and the devices that it is given.
#pragma once
#include "config/complaints.hpp"
#include "core/unit.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the unit; what is wrong has been complained about, and then nothing is added.
void read_unit(const Node& node, std::vector<ServiceUnit>& units, Complaints& complaints);

}  // namespace rmcp::config
