// SPDX-License-Identifier: MIT
// `rmcpctl kernel`: the places that set each parameter of the module, and the one that wins.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_kernel(const Json& document, const Style& style);

}  // namespace rmcp::client
