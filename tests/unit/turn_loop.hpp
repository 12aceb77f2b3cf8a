// SPDX-License-Identifier: MIT
// The loop turned by hand.
#pragma once
#include "lib/sys/loop.hpp"

#include <chrono>
#include <functional>

namespace rmcp::test {

/// Turns the loop until it is so. False when that takes longer than `limit`.
inline bool turn_until(sys::Loop& loop, const std::function<bool()>& condition,
                       std::chrono::milliseconds limit = std::chrono::seconds(5)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    sd_event_run(loop.get(), 2000);
  }
  return true;
}

/// Turns it for so long, whatever happens.
inline void turn_for(sys::Loop& loop, std::chrono::milliseconds time) {
  turn_until(
      loop, [] { return false; }, time);
}

}  // namespace rmcp::test
