// SPDX-License-Identifier: MIT
// A few more attempts after a transient failure.
#pragma once
#include "lib/sys/loop.hpp"

#include <array>
#include <chrono>

namespace rmcp::engine {

class RetryTimer {
 public:
  using Pauses = std::array<std::chrono::milliseconds, 3>;
  static constexpr Pauses kPauses{std::chrono::seconds(2), std::chrono::seconds(10),
                                  std::chrono::seconds(60)};

  RetryTimer(sys::Loop& loop, sys::Loop::Handler again, const Pauses& pauses)
      : pauses_(pauses), timer_(loop, std::move(again)) {}

  /// An attempt has failed: `again` is called after the next pause, if one is left.
  void failed() {
    if (used_ < pauses_.size()) timer_.arm(pauses_.at(used_++));
  }
  /// Success, or a new event: the next failure has all attempts again.
  void reset() {
    used_ = 0;
    timer_.disarm();
  }

 private:
  Pauses pauses_;
  std::size_t used_ = 0;
  sys::Timer timer_;
};

}  // namespace rmcp::engine
