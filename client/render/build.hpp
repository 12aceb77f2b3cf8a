// SPDX-License-Identifier: MIT
// Text about builds.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// The output of `library build --dry-run`: sources, patches, steps, and the start of the build.
std::string render_build_plan(const Json& document, const Style& style);

/// The end of a successful build: its place, and the next steps.
std::string render_built(const Json& document, const Style& style);

}  // namespace rmcp::client
