// SPDX-License-Identifier: MIT
// Suspend and resume of the machine, as logind tells of them.
#pragma once
#include "bus/sdbus_compat.hpp"

#include <functional>
#include <memory>

namespace rmcp::bus {

inline constexpr auto kLogind = "org.freedesktop.login1";

class Sleep {
 public:
  struct Hooks {
    /// The machine goes to sleep once `done` is called, or logind has waited long enough.
    std::function<void(std::function<void()> done)> before;
    std::function<void()> after;
  };
  Sleep(sdbus::IConnection& connection, Hooks hooks);

  /// logind is on the bus, or has left it: the next sleep can be held up, or cannot.
  void set_available(bool available);

 private:
  void prepare(bool sleeping);
  void take_lock();

  Hooks hooks_;
  std::unique_ptr<sdbus::IProxy> logind_;
  sdbus::Slot match_;
  sdbus::UnixFd lock_;
  bool available_ = false;
};

}  // namespace rmcp::bus
