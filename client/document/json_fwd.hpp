// SPDX-License-Identifier: MIT
// The name of the client's JSON type, for headers that only pass documents on: the library's own
// header compiles slowly.
#pragma once
#include <nlohmann/json_fwd.hpp>

namespace rmcp::client {

/// Its keys keep their order.
using Json = nlohmann::ordered_json;

}  // namespace rmcp::client
