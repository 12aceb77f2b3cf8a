// SPDX-License-Identifier: MIT
// The table of knobs, and one of them in full.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_knobs(const Json& document, const Style& style);
std::string render_knob_details(const Json& document, const Style& style);

}  // namespace rmcp::client
