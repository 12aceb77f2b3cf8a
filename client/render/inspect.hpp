// SPDX-License-Identifier: MIT
// The libraries that a program loads, and their meaning.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// document: see inspect/inspect.hpp
std::string render_inspect(const Json& document, const Style& style);

}  // namespace rmcp::client
