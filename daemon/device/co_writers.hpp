// SPDX-License-Identifier: MIT
// Programs that write to the same files as rmcpd, and how to detect that one of them runs.
#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

struct CoWriter {
  std::string_view name;
  std::span<const std::string_view> bus_names;  // well-known names on the system bus
  std::string_view socket = {};                 // of a program that is not on the bus
  std::string_view writes;                      // for people
  /// Knobs that it sets in normal operation: drift of these is reported, not fought.
  std::span<const std::string_view> shared_knobs = {};
  std::string_view source;
};

std::span<const CoWriter> co_writers();

/// All bus names of the table.
std::vector<std::string> co_writer_bus_names();

/// The programs that own one of these names or sockets.
std::vector<const CoWriter*> running_co_writers(const std::set<std::string>& bus_names,
                                                const std::set<std::string>& sockets);

/// `power-profiles-daemon: writes the performance level`.
std::string describe(const CoWriter& writer);

}  // namespace rmcp
