// SPDX-License-Identifier: MIT
// The memory types that a process really used.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// document: of read_memory_record(). A line for each GPU and kind, and remarks below.
std::string render_memory(const Json& document, const Style& style);

}  // namespace rmcp::client
