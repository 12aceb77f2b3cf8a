// SPDX-License-Identifier: MIT
// The trial of one device in the loop: the end of its time, and the attempts to undo it. The values
// are on disk (state/trials); the phases are those of lib/plan/trial.hpp.
#pragma once
#include "daemon/engine/job.hpp"
#include "lib/plan/trial.hpp"
#include "lib/sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace rmcp::engine {

class TrialWatch {
 public:
  /// `due` is called in the loop when due() has become true. `first_pause`: before the second
  /// attempt to undo; each later pause is twice as long, a minute at most.
  TrialWatch(sys::Loop& loop, sys::Loop::Handler due,
             std::chrono::milliseconds first_pause = std::chrono::seconds(1));

  /// A trial is open on disk from now on, or the open one has another limit. Time in suspend
  /// counts.
  void open(std::chrono::milliseconds limit);
  /// A job has changed the trial, or tried to undo it.
  void accept(const TrialState& state);
  /// Forgets everything: the binding of the trial has ended.
  void forget();
  /// A change that may let an undo succeed: the next attempt is now.
  void try_again();

  [[nodiscard]] TrialPhase phase() const { return phase_; }
  /// Why it is not back yet, or cannot come back.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// When the time of an open trial ends, CLOCK_REALTIME; 0 if none is open.
  [[nodiscard]] std::uint64_t until_usec() const { return until_usec_; }

  /// An attempt to undo the trial is due.
  [[nodiscard]] bool due() const { return due_; }
  /// That attempt is running.
  Undo begin();

 private:
  void ring();
  void set(TrialPhase phase);

  sys::Loop::Handler on_due_;
  std::chrono::milliseconds first_pause_, pause_;
  sys::Timer timer_;
  TrialPhase phase_ = TrialPhase::none;
  std::string reason_;
  std::uint64_t until_usec_ = 0;
  bool due_ = false;
  bool may_wake_ = true;  // a sleeping card is woken once
};

}  // namespace rmcp::engine
