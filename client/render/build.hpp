// SPDX-License-Identifier: MIT
// Builds for people.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// What `library build --dry-run` shows: sources, patches, steps, and where it would begin.
std::string render_build_plan(const Json& document, const Style& style);

/// The end of a build that went well: where it is, and what comes next.
std::string render_built(const Json& document, const Style& style);

}  // namespace rmcp::client
