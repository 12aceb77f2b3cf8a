// SPDX-License-Identifier: MIT
// How long a trial has for its confirmation.
#pragma once
#include "sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

namespace rmcp::engine {

class TrialTimer {
 public:
  /// `over` is called in the loop when nobody has confirmed in time.
  TrialTimer(sys::Loop& loop, sys::Loop::Handler over);

  /// A trial is open on disk from now on, or an open one has got another limit.
  void start(std::chrono::milliseconds limit);
  /// Confirmed, put back, or gone with the driver.
  void end();

  /// A trial is open and watched, its time may be over.
  bool open() const { return open_; }
  /// When its time is over, by the wall clock; 0 when none is open.
  std::uint64_t until_usec() const { return until_usec_; }
  /// True once when the time is over: then the trial has to be undone.
  bool take_overdue() { return std::exchange(overdue_, false); }

 private:
  sys::Timer timer_;
  bool open_ = false;
  bool overdue_ = false;
  std::uint64_t until_usec_ = 0;
};

}  // namespace rmcp::engine
