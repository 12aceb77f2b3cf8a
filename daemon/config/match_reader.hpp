// SPDX-License-Identifier: MIT
// `match = {...}`: which devices a rule is for.
#pragma once
#include "config/complaints.hpp"
#include "config/document.hpp"
#include "core/match.hpp"

namespace rmcp::config {

Match read_match(const Node& node, Complaints& complaints);

}  // namespace rmcp::config
