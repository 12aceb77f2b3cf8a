// SPDX-License-Identifier: MIT
// Converts any D-Bus message to JSON.
#pragma once
#include "client/document/json.hpp"
#include "lib/sys/errno.hpp"

#include <cstddef>

struct sd_bus_message;

namespace rmcp::client {

/// The memory, in bytes, that the longest answer may take as JSON: whoever answers may be a
/// stranger.
inline constexpr std::size_t kLongestAnswer = std::size_t{32} << 20;

/// The arguments of a message as an array. A dictionary becomes an object, a struct an array, a
/// variant its content. EBADMSG for a malformed message, EOPNOTSUPP for one with file descriptors,
/// EMSGSIZE for one that takes more than kLongestAnswer or has a dictionary of more than 4096
/// entries.
sys::Result<Json> read_json(sd_bus_message* message);

}  // namespace rmcp::client
