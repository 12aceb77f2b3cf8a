// SPDX-License-Identifier: MIT
// Any D-Bus message as JSON.
#pragma once
#include "client/document/json.hpp"

#include <tl/expected.hpp>

struct sd_bus_message;

namespace rmcp::client {

/// The arguments of a message as an array. Dictionaries become objects, structs arrays, variants
/// what is in them. A negative errno when the message makes no sense.
tl::expected<Json, int> read_json(sd_bus_message* message);

}  // namespace rmcp::client
