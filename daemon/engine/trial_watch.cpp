// SPDX-License-Identifier: MIT
// The timer decides; the wall clock is for people.
#include "daemon/engine/trial_watch.hpp"

#include "lib/sys/clocks.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace rmcp::engine {
namespace {

constexpr std::chrono::milliseconds kLongestPause = std::chrono::minutes(1);

}  // namespace

TrialWatch::TrialWatch(sys::Loop& loop, sys::Loop::Handler due,
                       std::chrono::milliseconds first_pause)
    : on_due_(std::move(due)),
      first_pause_(first_pause),
      pause_(first_pause),
      timer_(
          loop, [this] { ring(); }, CLOCK_BOOTTIME) {}

void TrialWatch::set(TrialPhase phase) {
  timer_.disarm();
  phase_ = phase;
  until_usec_ = 0;
  due_ = false;
  reason_.clear();
}

void TrialWatch::open(std::chrono::milliseconds limit) {
  set(TrialPhase::open);
  pause_ = first_pause_;
  may_wake_ = true;
  const std::chrono::microseconds ahead = limit;
  until_usec_ = sys::realtime_usec() + static_cast<std::uint64_t>(ahead.count());
  timer_.arm(limit);
}

void TrialWatch::accept(const TrialState& state) {
  if (state.phase == TrialPhase::open) return;  // open() says for how long
  set(state.phase);
  reason_ = state.reason;
  if (phase_ != TrialPhase::undoing) return;
  timer_.arm(pause_);
  pause_ = std::min(pause_ * 2, kLongestPause);
}

void TrialWatch::forget() { set(TrialPhase::none); }

void TrialWatch::try_again() {
  if (phase_ != TrialPhase::undoing && phase_ != TrialPhase::stuck) return;
  phase_ = TrialPhase::undoing;
  pause_ = first_pause_;
  timer_.disarm();
  due_ = true;
  on_due_();
}

void TrialWatch::ring() {
  phase_ = TrialPhase::undoing;
  until_usec_ = 0;
  due_ = true;
  on_due_();
}

Undo TrialWatch::begin() {
  due_ = false;
  return {.wake = std::exchange(may_wake_, false)};
}

}  // namespace rmcp::engine
