// SPDX-License-Identifier: MIT
// The part of document["programs"] that concerns some devices.
#pragma once
#include "client/document/json_fwd.hpp"

namespace rmcp::client {

/// Leaves the programs that get one of document["devices"], and container devices of these alone.
void keep_programs_of_devices(Json& document);

}  // namespace rmcp::client
