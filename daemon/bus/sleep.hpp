// SPDX-License-Identifier: MIT
// Suspend and resume of the machine, according to logind and in spite of it.
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
  /// A machine that has run for `patience` since it was about to sleep has not slept, or is awake
  /// again.
  Sleep(sys::Loop& loop, std::unique_ptr<Logind> logind, Hooks hooks,
        std::chrono::microseconds patience = std::chrono::minutes(1));

  /// logind has joined or left the bus: the next sleep can be delayed, or cannot.
  void set_available(bool available);

 private:
  void fall_asleep();
  void wake_up();
  void ask();
  void acquire_lock();
  void let_go();

  std::unique_ptr<Logind> logind_;
  Hooks hooks_;
  std::chrono::microseconds patience_;
  sys::Timer overdue_;
  sdbus::UnixFd lock_;
  bool available_ = false;
  bool asleep_ = false;             // or about to sleep
  bool ready_ = false;              // to sleep
  std::uint64_t night_ = 0;         // keeps work for an earlier sleep away from this one's lock
  std::uint64_t logind_count_ = 0;  // the same for an earlier logind
};

}  // namespace rmcp::bus
