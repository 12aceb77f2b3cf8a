// SPDX-License-Identifier: MIT
// The table of `rmcpctl list`.
#pragma once
#include "json.hpp"
#include "render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_list(const Json& document, const Style& style);

/// `●` for a device that policy is for, `○` for one that is left alone or absent.
std::string_view marker(std::string_view state, const Style& style);

}  // namespace rmcp::client
