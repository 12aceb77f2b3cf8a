// SPDX-License-Identifier: MIT
// What the runtimes of services hold. Each is looked into by a worker of its own: one on a server
// that does not answer is the matter of its own services only.
#pragma once
#include "daemon/publish/unit_runtime.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/rounds.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace rmcp::publish {

class RuntimeKeeper {
 public:
  /// Called in the loop when something about a runtime is known that was not. `refilled`: it holds
  /// other files than it did.
  using Changed = std::function<void(const std::string& folder, bool refilled)>;

  RuntimeKeeper(sys::Loop& loop, std::chrono::milliseconds patience, Changed changed);
  ~RuntimeKeeper();

  /// Looks anew into these, and forgets all others.
  void look(const std::set<std::string>& folders);
  /// Of each is known what it holds, or that it does not answer.
  bool settled() const;
  const Runtimes& found() const { return found_; }

 private:
  class One;
  void take(const std::string& folder, RuntimeFiles files);

  sys::Loop& loop_;
  std::chrono::milliseconds patience_;
  Changed changed_;
  std::map<std::string, std::unique_ptr<One>> folders_;
  Runtimes found_;
};

}  // namespace rmcp::publish
