// SPDX-License-Identifier: MIT
// Records of the core as JSON.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/records/record.hpp"

namespace rmcp::client {

Json to_json(const Record& record);

}  // namespace rmcp::client
