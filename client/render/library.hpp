// SPDX-License-Identifier: MIT
// Text about library sets.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// A table of the sets, and of folders that could be sets.
std::string render_libraries(const Json& document, const Style& style);
/// All that is known of each set.
std::string render_library(const Json& document, const Style& style);
/// A line for each set, with its problems.
std::string render_verified(const Json& document, const Style& style);
/// The results of `library add`, found and written.
std::string render_added(const Json& document, const Style& style);

}  // namespace rmcp::client
