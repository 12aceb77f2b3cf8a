// SPDX-License-Identifier: MIT
// Converts any D-Bus message to JSON.
#pragma once
#include "client/document/json.hpp"
#include "lib/sys/errno.hpp"

struct sd_bus_message;

namespace rmcp::client {

/// The arguments of a message as an array. A dictionary becomes an object, a struct an array, a
/// variant its content. EBADMSG for a malformed message, EOPNOTSUPP for one with file descriptors.
sys::Result<Json> read_json(sd_bus_message* message);

}  // namespace rmcp::client
