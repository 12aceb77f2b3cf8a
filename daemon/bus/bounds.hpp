// SPDX-License-Identifier: MIT
// Limits on the arguments of a call. Checked in the message itself, before it is converted: a
// caller's 24 MB of options would be 1.6 GB of variants.
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

/// The argument that is too large; nothing if all are within bounds. Reads up to the first such
/// argument, and rewinds the message.
std::optional<std::string> beyond(sd_bus_message* message, const Bounds& bounds = {});

}  // namespace rmcp::bus
