// SPDX-License-Identifier: MIT
// `match = {...}`: the devices that a rule is for.
#pragma once
#include "lib/gpu/match.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

namespace rmcp::toml {

Match read_match(const Node& node, Complaints& complaints);

}  // namespace rmcp::toml
