// SPDX-License-Identifier: MIT
// `[[device]]`: a card and the name that it is given.
#pragma once
#include "config/complaints.hpp"
#include "core/alias.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the alias; what is wrong has been complained about, and then nothing is added.
void read_device(const Node& node, std::vector<Alias>& aliases, Complaints& complaints);

}  // namespace rmcp::config
