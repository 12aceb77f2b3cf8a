// SPDX-License-Identifier: MIT
// The common part of rules and profiles: name, use, unset, settings, description.
#pragma once
#include "lib/policy/policy.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

#include <string_view>
#include <vector>

namespace rmcp::config {

/// Fills a rule or a profile from its table. Returns entries that only the caller knows (`match`);
/// all other errors have been reported. `kind` is "rule" or "profile".
std::vector<const toml::Entry*> read_section(std::string_view kind, const toml::Node& node,
                                             Section& section, toml::Complaints& complaints);

}  // namespace rmcp::config
