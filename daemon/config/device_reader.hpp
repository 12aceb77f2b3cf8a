// SPDX-License-Identifier: MIT
// `[[device]]`: a card and its alias.
#pragma once
#include "lib/gpu/alias.hpp"
#include "lib/toml/complaints.hpp"

#include <vector>

namespace rmcp::config {

/// Adds the alias. Errors have been reported; then nothing is added.
void read_device(const toml::Node& node, std::vector<Alias>& aliases, toml::Complaints& complaints);

}  // namespace rmcp::config
