// SPDX-License-Identifier: MIT
// Where root hides a fault: runs a part of a test as a user whom modes and owners hold back.
#pragma once
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>

namespace rmcp::test {

inline constexpr unsigned kNobody = 65534;

/// Gives a tree to the user of run_unprivileged().
inline void hand_over(const std::string& path) {
  if (::geteuid() != 0) return;
  (void)::lchown(path.c_str(), kNobody, kNobody);
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error))
    (void)::lchown(entry.path().c_str(), kNobody, kNobody);
}

/// In a child, so that the test keeps its rights. Without root: as the caller. What `run` returns;
/// -1 if it did not return.
inline int run_unprivileged(const std::function<int()>& run) {
  const auto child = ::fork();
  if (child == 0) {
    const bool held_back = ::geteuid() != 0 || (::setgroups(0, nullptr) == 0 &&
                                                ::setresgid(kNobody, kNobody, kNobody) == 0 &&
                                                ::setresuid(kNobody, kNobody, kNobody) == 0);
    ::_exit(held_back ? run() : 255);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace rmcp::test
