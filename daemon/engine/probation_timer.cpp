// SPDX-License-Identifier: MIT
// The caller makes the record before it starts the timer; the timer removes it.
#include "daemon/engine/probation_timer.hpp"

#include "daemon/state/probation.hpp"

#include <utility>

namespace rmcp::engine {

ProbationTimer::ProbationTimer(sys::Loop& loop, Options options, sys::Loop::Handler survived)
    : options_(std::move(options)), timer_(loop, [this, survived = std::move(survived)] {
        remove_note();
        survived();
      }) {}

void ProbationTimer::start(const std::string& subject) {
  subject_ = subject;
  timer_.arm(options_.length);
}

void ProbationTimer::ensure(const std::string& subject) {
  if (!timer_.armed()) start(subject);
}

void ProbationTimer::end() {
  if (!timer_.armed()) return;
  timer_.disarm();
  remove_note();
}

void ProbationTimer::remove_note() {
  state::Probation::end_soon(options_.state_directory, subject_);
}

}  // namespace rmcp::engine
