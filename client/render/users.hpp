// SPDX-License-Identifier: MIT
// The processes that hold GPUs open.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// document: {"devices":[{address, alias, name, "users":[..]}], "unseen": n}
std::string render_users(const Shown& document, const Style& style);

/// `python3 (1234), Xorg (99)`: in one line, for a refusal.
std::string users_in_words(const std::vector<Shown>& users);

}  // namespace rmcp::client
