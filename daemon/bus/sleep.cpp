// SPDX-License-Identifier: MIT
// A delay lock, given back when everything is ready to sleep. Asleep for longer than the machine is
// would mean that nobody looks after a card any more: each way to be awake again counts.
#include "daemon/bus/sleep.hpp"

#include <optional>

namespace rmcp::bus {

Sleep::Sleep(sys::Loop& loop, std::unique_ptr<Logind> logind, Hooks hooks,
             std::chrono::microseconds patience)
    : logind_(std::move(logind)),
      hooks_(std::move(hooks)),
      patience_(patience),
      // The timer's clock stands still while the machine sleeps.
      overdue_(loop, [this] { wake_up(); }) {
  logind_->on_prepare([this](bool sleeping) { sleeping ? fall_asleep() : wake_up(); });
}

void Sleep::set_available(bool available) {
  if (available == available_) return;
  available_ = available;
  ++logind_count_;
  lock_.reset();  // an earlier logind's
  if (!available) return;
  take_lock();
  ask();
}

/// Which of both a logind finds that has just come: it may have started again in between, or the
/// daemon has.
void Sleep::ask() {
  logind_->ask_preparing([this, count = logind_count_](std::optional<bool> preparing) {
    if (count != logind_count_) return;
    if (preparing.value_or(false))
      fall_asleep();
    else if (asleep_)
      wake_up();
  });
}

void Sleep::fall_asleep() {
  overdue_.arm(patience_);
  if (asleep_) return let_go();
  asleep_ = true;
  ready_ = false;
  hooks_.before([this, night = ++night_] {
    if (night != night_) return;
    ready_ = true;
    let_go();
  });
}

void Sleep::wake_up() {
  overdue_.disarm();
  ++night_;
  asleep_ = ready_ = false;
  if (!lock_.isValid()) take_lock();
  hooks_.after();
}

void Sleep::take_lock() {
  if (!available_) return;
  logind_->inhibit([this, count = logind_count_](sdbus::UnixFd lock) {
    if (count != logind_count_) return;
    lock_ = std::move(lock);
    let_go();
  });
}

/// Not before all is ready, if there is something to be ready for.
void Sleep::let_go() {
  if (asleep_ && ready_) lock_.reset();
}

}  // namespace rmcp::bus
