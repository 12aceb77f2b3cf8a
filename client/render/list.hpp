// SPDX-License-Identifier: MIT
// The table of `rmcpctl list`.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// Adds a row for each known card that is not present, with last_seen and last_state.
void add_absent(Json& document, const Json& known);

std::string render_list(const Json& document, const Style& style);

/// `●` for a device that policy is for, `○` for one that is left alone or absent.
std::string_view marker(std::string_view state, const Style& style);

}  // namespace rmcp::client
