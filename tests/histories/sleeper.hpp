// SPDX-License-Identifier: MIT
// A stand-in for logind, by rmcp-peer: says that the machine goes to sleep and wakes up.
#pragma once
#include "lib/sys/fd.hpp"
#include "tests/support/process.hpp"

#include <memory>
#include <string>

namespace rmcp::histories {

class Sleeper {
 public:
  /// Its files go below `directory`.
  explicit Sleeper(const std::string& directory);

  /// How many hold up the machine's sleep.
  int inhibitors() const;
  void say_sleep(bool asleep);

 private:
  std::string log_;
  sys::Fd commands_;
  std::unique_ptr<testbed::Child> peer_;
};

}  // namespace rmcp::histories
