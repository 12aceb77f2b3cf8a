// SPDX-License-Identifier: MIT
// The text of `rmcpctl verify`: a plan read as a comparison.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <cstddef>
#include <string>

namespace rmcp::client {

/// Settings that are not in force, for any reason.
std::size_t count_differences(const Json& document);

std::string render_verify(const Json& document, const Style& style);

}  // namespace rmcp::client
