// SPDX-License-Identifier: MIT
// Devices for people: their properties, their wanted settings with the origin, and the outcome.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_status(const Json& document, const Style& style);

}  // namespace rmcp::client
