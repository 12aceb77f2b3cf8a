// SPDX-License-Identifier: MIT
// The timer counts; the wall clock is for people.
#include "engine/trial_timer.hpp"

namespace rmcp::engine {
namespace {

std::uint64_t usec_from_now(std::chrono::microseconds delay) {
  const auto end = std::chrono::system_clock::now().time_since_epoch() + delay;
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(end).count());
}

}  // namespace

TrialTimer::TrialTimer(sys::Loop& loop, sys::Loop::Handler over)
    : timer_(loop, [this, over = std::move(over)] {
        overdue_ = true;
        over();
      }) {}

void TrialTimer::start(std::chrono::milliseconds limit) {
  open_ = true;
  // The old limit may have passed while the job that sets this one was running.
  overdue_ = false;
  until_usec_ = usec_from_now(limit);
  timer_.arm(limit);
}

void TrialTimer::end() {
  open_ = overdue_ = false;
  until_usec_ = 0;
  timer_.disarm();
}

}  // namespace rmcp::engine
