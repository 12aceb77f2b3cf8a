// SPDX-License-Identifier: MIT
// Library sets for people.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// A table, and folders that could be sets.
std::string render_libraries(const Json& document, const Style& style);
/// All that is known of each.
std::string render_library(const Json& document, const Style& style);
/// A line for each, and what is wrong with it.
std::string render_verified(const Json& document, const Style& style);
/// What `library add` has found and written.
std::string render_added(const Json& document, const Style& style);

}  // namespace rmcp::client
