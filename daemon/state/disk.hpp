// SPDX-License-Identifier: MIT
// The state folder (/var/lib/rmcp) may be on a disk that does not answer. Callers wait for it no
// longer than a limit: one thread does all work there, in turn, and while one piece of work hangs
// every other one fails at once with ETIMEDOUT.
#pragma once
#include "lib/sys/errno.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace rmcp::state {

class Disk {
 public:
  /// Must own all that it needs: it may begin late, and end after its caller is gone. An exception
  /// from it counts as EIO.
  using Work = std::function<sys::Status()>;

  static constexpr std::chrono::milliseconds kLimit{3'000};

  explicit Disk(std::chrono::milliseconds limit = kLimit);

  /// The instance of the process.
  static Disk& instance();

  /// Returns the result of `work`; ETIMEDOUT if that takes too long. Work that has begun then goes
  /// on, and may still succeed; work that has not is dropped.
  sys::Status run(Work work);
  sys::Status run(Work work, std::chrono::milliseconds limit);

  /// Done in turn, without waiting. A later one replaces one with the same name that has not begun.
  void post(const std::string& name, Work work);
  /// The result of the last finished work of this name; done if there is none.
  sys::Status posted(const std::string& name) const;
  /// Waits until all posted work is done. False: it takes longer.
  bool flush(std::chrono::milliseconds limit);

  /// True if a piece of work has been running for longer than the limit.
  [[nodiscard]] bool hangs() const;

 private:
  struct Core;
  void survive_fork();

  std::shared_ptr<Core> core_;
};

}  // namespace rmcp::state
