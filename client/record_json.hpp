// SPDX-License-Identifier: MIT
// Records of the core as JSON.
#pragma once
#include "core/record.hpp"
#include "json.hpp"

namespace rmcp::client {

Json to_json(const Record& record);

}  // namespace rmcp::client
