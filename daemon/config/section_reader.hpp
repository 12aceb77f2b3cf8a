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
/// The entry is one of a rule or a profile itself, or one of its tables.
bool is_of_section(const toml::Entry& entry);
/// The hint for one that is below a table, where TOML takes it as a key of that table.
inline constexpr std::string_view kBeforeItsTables =
    "; keys of a rule or profile have to come before its tables";

std::vector<const toml::Entry*> read_section(std::string_view kind, const toml::Node& node,
                                             Section& section, toml::Complaints& complaints);

}  // namespace rmcp::config
