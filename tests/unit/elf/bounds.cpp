// SPDX-License-Identifier: MIT
#include "bounds.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace rmcp::test {
namespace {

void limit(int resource, rlim_t bytes) {
  const rlimit bound{bytes, bytes};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &bound);
}

/// What is thrown ends the process, not the test.
[[noreturn]] void answer_and_end(const std::function<std::string()>& answer, std::size_t memory,
                                 int pipe) noexcept {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_AS, pages * static_cast<std::size_t>(::getpagesize()) + memory);
  limit(RLIMIT_STACK, 512 << 10);
  ::alarm(60);
  const auto text = answer();
  const auto written = ::write(pipe, text.data(), text.size());
  ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
}

std::string all_of(int pipe) {
  std::string out;
  char part[512];
  for (ssize_t size; (size = ::read(pipe, part, sizeof part)) > 0;)
    out.append(part, static_cast<std::size_t>(size));
  return out;
}

}  // namespace

std::string within_bounds(const std::function<std::string()>& answer, std::size_t memory) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const auto child = ::fork();
  if (child == 0) answer_and_end(answer, memory, ends[1]);
  ::close(ends[1]);
  auto out = all_of(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "ended by signal " + std::to_string(WTERMSIG(status));
  return WEXITSTATUS(status) == 0 ? out : "ended with " + std::to_string(WEXITSTATUS(status));
}

}  // namespace rmcp::test
