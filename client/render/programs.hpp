// SPDX-License-Identifier: MIT
// Services, sessions and container devices: what they get, or why they do not.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// document["programs"] as a tree, with variables, or reason and next step, below each line; empty
/// if policy names none and no container device is left out.
std::string render_programs(const Shown& document, const Style& style);

/// One line: how many got what, and the names of those that did not; empty if policy names none.
std::string program_counts(const Shown& document);

}  // namespace rmcp::client
