// SPDX-License-Identifier: MIT
// What rules and profiles have in common: name, use, unset, settings, description.
#pragma once
#include "config/complaints.hpp"
#include "config/document.hpp"
#include "core/policy.hpp"

#include <string_view>
#include <vector>

namespace rmcp::config {

/// Fills a rule or a profile from its table. Entries that only the caller knows (`match`) are
/// returned; everything else that is wrong has been complained about.
/// `kind` is "rule" or "profile".
std::vector<const Entry*> read_section(std::string_view kind, const Node& node, Section& section,
                                       Complaints& complaints);

}  // namespace rmcp::config
