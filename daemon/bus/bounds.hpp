// SPDX-License-Identifier: MIT
// How large the arguments of a call may be. Looked at in the message itself, before anything is
// made of them: a caller's 24 MB of options would be 1.6 GB of variants.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

struct sd_bus_message;

namespace rmcp::bus {

struct Bounds {
  std::size_t entries = 32;       // of one map
  std::size_t elements = 256;     // of one array: paths of devices, numbers of a table
  std::size_t text = 4096;        // bytes of one text
  std::size_t values = 1024;      // of the whole message
  std::size_t texts = 64 * 1024;  // bytes of all its texts
  unsigned depth = 8;             // containers in containers
};

/// What of its arguments is too large; nothing when all is within bounds. Reads no further than to
/// the first, and leaves the message to be read from its start.
std::optional<std::string> beyond(sd_bus_message* message, const Bounds& bounds = {});

}  // namespace rmcp::bus
