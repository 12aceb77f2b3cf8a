// SPDX-License-Identifier: MIT
// The state folder (/var/lib/rmcp) may lie on a disk that does not answer. Nobody waits for it
// longer than a limit: all that is done there is done by one thread, in turn, and while one piece
// of work hangs every other one fails at once with ETIMEDOUT.
#pragma once
#include "lib/sys/errno.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace rmcp::state {

class Disk {
 public:
  /// Must hold all that it needs: it may begin late, and end after whoever wanted it is gone. What
  /// it throws counts as EIO.
  using Work = std::function<sys::Errno()>;

  static constexpr std::chrono::milliseconds kLimit{3'000};

  explicit Disk(std::chrono::milliseconds limit = kLimit);

  /// The one of the process.
  static Disk& instance();

  /// What `work` returns; ETIMEDOUT when that takes too long. Work that has begun goes on then, and
  /// may still succeed; work that has not is forgotten.
  sys::Errno run(Work work);
  sys::Errno run(Work work, std::chrono::milliseconds limit);

  /// Done when its turn comes; nobody waits. A later one takes the place of one with the same name
  /// that has not begun.
  void post(const std::string& name, Work work);
  /// What the last one of this name returned that has ended; 0 when none has.
  sys::Errno posted(const std::string& name) const;
  /// Waits until all that was posted is done. False: it takes longer.
  bool flush(std::chrono::milliseconds limit);

  /// Something has been going on for longer than the limit.
  bool hangs() const;

 private:
  struct Core;
  void survive_fork();

  std::shared_ptr<Core> core_;
};

}  // namespace rmcp::state
