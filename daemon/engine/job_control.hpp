// SPDX-License-Identifier: MIT
// Shared between the worker of a job and the loop.
#pragma once
#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>

namespace rmcp::engine {

class JobControl {
 public:
  /// The worker goes on to the next thing that may block.
  void step() { last_step_ = now(); }
  std::chrono::steady_clock::duration since_step() const {
    return std::chrono::steady_clock::duration(now() - last_step_);
  }

  /// The loop has given the job up. When this has returned, the job changes nothing any more that a
  /// later one could have made: there may be another card in its slot by now.
  void abandon() {
    const std::lock_guard lock(changing_);
    abandoned_ = true;
  }
  bool abandoned() const { return abandoned_; }

  /// For changes that are quick. ECANCELED when the job was given up, else what `change` returns.
  template <class Change>
  int unless_abandoned(Change change) {
    const std::lock_guard lock(changing_);
    return abandoned_ ? ECANCELED : change();
  }

 private:
  static std::chrono::steady_clock::rep now() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
  }

  std::atomic<std::chrono::steady_clock::rep> last_step_ = now();
  std::atomic<bool> abandoned_ = false;
  std::mutex changing_;
};

}  // namespace rmcp::engine
