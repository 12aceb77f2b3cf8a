// SPDX-License-Identifier: MIT
// A delay lock, released when everything is ready for sleep. If the daemon believed in sleep for
// longer than the machine sleeps, nothing would supervise the cards: every sign of being awake
// counts.
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
  lock_.reset();  // of an earlier logind
  if (!available) return;
  acquire_lock();
  ask();
}

/// Determines the state that a new logind finds: it may have restarted in between, or the daemon
/// may have.
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
  if (!lock_.isValid()) acquire_lock();
  hooks_.after();
}

void Sleep::acquire_lock() {
  if (!available_) return;
  logind_->inhibit([this, count = logind_count_](sdbus::UnixFd lock) {
    if (count != logind_count_) return;
    lock_ = std::move(lock);
    let_go();
  });
}

/// Only when all is ready, if there is anything to prepare.
void Sleep::let_go() {
  if (asleep_ && ready_) lock_.reset();
}

}  // namespace rmcp::bus
