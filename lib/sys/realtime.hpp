// SPDX-License-Identifier: MIT
// Wall-clock time, as in files and for people.
#pragma once
#include <chrono>
#include <cstdint>

namespace rmcp::sys {

/// Microseconds since 1970.
inline std::uint64_t realtime_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace rmcp::sys
