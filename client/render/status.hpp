// SPDX-License-Identifier: MIT
// Devices for people: what each is, what policy wants of it and why, what became of that.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_status(const Json& document, const Style& style);

}  // namespace rmcp::client
