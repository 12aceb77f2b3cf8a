// SPDX-License-Identifier: MIT
// Suspend and resume of the machine, as logind tells of them, or fails to.
#pragma once
#include "daemon/bus/logind.hpp"
#include "lib/sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace rmcp::bus {

class Sleep {
 public:
  struct Hooks {
    /// The machine goes to sleep once `done` is called, or logind has waited long enough. Not
    /// called again before `after` has been.
    std::function<void(std::function<void()> done)> before;
    std::function<void()> after;
  };
  /// A machine that has run for `patience` since it was to fall asleep has not, or is awake again.
  Sleep(sys::Loop& loop, std::unique_ptr<Logind> logind, Hooks hooks,
        std::chrono::microseconds patience = std::chrono::minutes(1));

  /// logind is on the bus, or has left it: the next sleep can be held up, or cannot.
  void set_available(bool available);

 private:
  void fall_asleep();
  void wake_up();
  void ask();
  void take_lock();
  void let_go();

  std::unique_ptr<Logind> logind_;
  Hooks hooks_;
  std::chrono::microseconds patience_;
  sys::Timer overdue_;
  sdbus::UnixFd lock_;
  bool available_ = false;
  bool asleep_ = false;      // or about to be
  bool ready_ = false;       // to sleep
  std::uint64_t night_ = 0;  // what was meant for an earlier one does not touch this one's lock
  std::uint64_t logind_count_ = 0;  // the same for an earlier logind
};

}  // namespace rmcp::bus
