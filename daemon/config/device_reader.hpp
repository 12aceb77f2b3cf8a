// SPDX-License-Identifier: MIT
// `[[device]]`: a card and the name that it is given.
#pragma once
#include "lib/gpu/alias.hpp"
#include "lib/toml/complaints.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the alias; what is wrong has been complained about, and then nothing is added.
void read_device(const toml::Node& node, std::vector<Alias>& aliases, toml::Complaints& complaints);

}  // namespace rmcp::config
