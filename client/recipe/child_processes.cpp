// SPDX-License-Identifier: MIT
// Finds children by the parents that /proc names: not every kernel has /proc/PID/task/TID/children.
#include "client/recipe/child_processes.hpp"

#include "lib/sys/fd.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string_view>

namespace rmcp::recipe {
namespace {

pid_t number_of(std::string_view text) {
  pid_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The fourth field of /proc/PID/stat; the second is a name in parentheses with anything in it.
pid_t parent_of(int proc, pid_t id) {
  std::array<char, 512> text{};
  std::snprintf(text.data(), text.size(), "%d/stat", id);
  const sys::Fd file(::openat(proc, text.data(), O_RDONLY | O_CLOEXEC));
  const auto got = ::read(file.get(), text.data(), text.size());
  const std::string_view line(text.data(), got < 0 ? 0 : static_cast<std::size_t>(got));
  const auto end = line.rfind(')');
  constexpr std::size_t kState = 4;  // ") S "
  return end == line.npos || line.size() < end + kState ? 0 : number_of(line.substr(end + kState));
}

/// With getdents64(2): readdir(3) would allocate.
template <class Visit>
void each_child(const Visit& visit) {
  const sys::Fd proc(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  alignas(dirent64) std::array<char, 4096> buffer{};
  const auto parent = ::getpid();
  for (;;) {
    const auto got = ::getdents64(proc.get(), buffer.data(), buffer.size());
    if (got <= 0) return;
    for (ssize_t at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer.data() + at);
      at += entry->d_reclen;
      const auto id = number_of(entry->d_name);
      if (id > 0 && parent_of(proc.get(), id) == parent) visit(id);
    }
  }
}

bool has_no_child() {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0;
}

struct Pass {
  bool found = false;  // a child, even if it is gone by now: its own ones have come here since
  Left left;
};

/// Numbers of children stay theirs until they are waited for, so that no other process is meant.
Pass kill_once(const std::vector<pid_t>& others) {
  Pass pass;
  if (others.empty() && has_no_child()) return pass;
  auto& left = pass.left;
  each_child([&](pid_t id) {
    if (std::find(others.begin(), others.end(), id) != others.end()) return;
    pass.found = true;
    ::kill(id, SIGKILL);
    if (::waitpid(id, nullptr, WNOHANG) == id) return;
    if (left.count < left.ids.size()) left.ids[left.count] = id;
    ++left.count;
  });
  const bool hidden = !pass.found && others.empty();  // a /proc that shows no others' processes
  if (hidden) pass = {true, {{}, 1}};
  return pass;
}

}  // namespace

Adoption::Adoption() {
  ::prctl(PR_GET_CHILD_SUBREAPER, &before_);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Adoption::~Adoption() { ::prctl(PR_SET_CHILD_SUBREAPER, before_); }

std::vector<pid_t> children() {
  std::vector<pid_t> out;
  if (has_no_child()) return out;
  each_child([&](pid_t id) { out.push_back(id); });
  return out;
}

Left end_children(const std::vector<pid_t>& others, int seconds) {
  timespec now{}, end{};
  ::clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += seconds;
  for (timespec pause{0, 2'000'000};; pause.tv_nsec = std::min(2 * pause.tv_nsec, 100'000'000L)) {
    const auto pass = kill_once(others);
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    if (!pass.found || now.tv_sec > end.tv_sec) return pass.left;
    ::nanosleep(&pause, nullptr);
  }
}

}  // namespace rmcp::recipe
