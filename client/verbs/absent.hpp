// SPDX-License-Identifier: MIT
// The GPUs that rmcpd knows and that are not there.
#pragma once
#include "client/document/json_fwd.hpp"

namespace rmcp::client {

/// Adds a row to the list for each known card that is not present, with last_seen and last_state.
void add_absent(Json& document, const Json& known);

}  // namespace rmcp::client
