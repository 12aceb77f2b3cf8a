// SPDX-License-Identifier: MIT
// `rmcpctl kernel`: where each parameter of the module stands, and which place wins.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_kernel(const Json& document, const Style& style);

}  // namespace rmcp::client
