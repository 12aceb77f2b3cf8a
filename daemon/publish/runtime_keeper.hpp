// SPDX-License-Identifier: MIT
// The files in the runtimes of services. A worker of its own reads each: a runtime on a server that
// does not answer affects only its own services.
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
  /// Called in the loop when something new is known about a runtime. `refilled`: its files have
  /// changed.
  using Changed = std::function<void(const std::string& folder, bool refilled)>;

  /// Blocks: runs on a worker.
  using Read = FoundRuntime (*)(const std::string& path);

  RuntimeKeeper(sys::Loop& loop, std::chrono::milliseconds patience, Read read, Changed changed);
  ~RuntimeKeeper();

  /// Reads these anew, and forgets all others.
  void refresh(const std::set<std::string>& folders);
  /// True if the files of each are known, or known not to answer.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] const Runtimes& found() const { return found_; }

 private:
  class One;
  void accept(const std::string& folder, FoundRuntime found);

  sys::Loop& loop_;
  std::chrono::milliseconds patience_;
  Read read_;
  Changed changed_;
  std::map<std::string, std::unique_ptr<One>> folders_;
  Runtimes found_;
};

}  // namespace rmcp::publish
