// SPDX-License-Identifier: MIT
// SIGINT, SIGTERM and SIGHUP as events to wait for, during a build.
#pragma once
#include "lib/sys/fd.hpp"

#include <csignal>

namespace rmcp::recipe {

class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  [[nodiscard]] int fd() const { return fd_.get(); }
  /// The first signal that has arrived, or 0; it is remembered.
  int seen();

 private:
  sigset_t before_{};
  sys::Fd fd_;
  int seen_ = 0;
};

}  // namespace rmcp::recipe
