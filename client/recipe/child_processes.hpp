// SPDX-License-Identifier: MIT
// The children of this process, and those that come to it when their own parents end.
#pragma once
#include <sys/types.h>

#include <array>
#include <cstddef>
#include <vector>

namespace rmcp::recipe {

/// While there is one, orphans of this process come to it (a subreaper, prctl(2)): all that it has
/// ever started is then below it, whatever sessions and forks are in between.
class Adoption {
 public:
  Adoption();
  ~Adoption();
  Adoption(const Adoption&) = delete;
  Adoption& operator=(const Adoption&) = delete;

 private:
  int before_ = 0;
};

/// Processes that cannot be ended: they belong to another user, or hang in the kernel.
struct Left {
  std::array<pid_t, 4> ids{};  // the first ones
  std::size_t count = 0;
};

/// The children of this process, by /proc.
std::vector<pid_t> children();

/// Kills all children but `others`, and theirs as they come here, for at most `seconds`. Allocates
/// nothing, which a child of fork() must not do.
Left end_children(const std::vector<pid_t>& others, int seconds);

}  // namespace rmcp::recipe
