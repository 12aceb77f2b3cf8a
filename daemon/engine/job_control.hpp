// SPDX-License-Identifier: MIT
// Shared between the worker of a job and the loop.
#pragma once
#include "lib/sys/errno.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>

namespace rmcp::engine {

class JobControl {
 public:
  /// The worker is about to begin something that may block.
  void step() { last_step_ = now(); }
  [[nodiscard]] std::chrono::steady_clock::duration since_step() const {
    return std::chrono::steady_clock::duration(now() - last_step_);
  }

  /// The loop has given the job up. Once this has returned, the job no longer makes changes, which
  /// might hit the work of a later job, or another card in its slot.
  void abandon() {
    const std::lock_guard lock(changing_);
    abandoned_ = true;
  }
  [[nodiscard]] bool abandoned() const { return abandoned_; }

  /// For quick changes. ECANCELED if the job was given up, else the result of `change`.
  template <class Change>
  sys::Status unless_abandoned(Change change) {
    const std::lock_guard lock(changing_);
    return abandoned_ ? sys::Status(ECANCELED) : change();
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
