// SPDX-License-Identifier: MIT
// Every property of devices, one a line.
#pragma once
#include "json.hpp"
#include "render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_show(const Json& document, const Style& style);

}  // namespace rmcp::client
