// SPDX-License-Identifier: MIT
// Every property of devices, one per line.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_show(const Json& document, const Style& style);

}  // namespace rmcp::client
