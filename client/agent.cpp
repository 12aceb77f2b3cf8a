// SPDX-License-Identifier: MIT
// pkttyagent as a child, the way systemctl does it.
#include "agent.hpp"

#include "sys/fd.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

extern char** environ;

namespace rmcp::client {
namespace {

constexpr const char* kProgram = "/usr/bin/pkttyagent";
constexpr int kStartMilliseconds = 5000;

bool is_wanted() {
  return geteuid() != 0 && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 &&
         access(kProgram, X_OK) == 0;
}

/// `notify` stays open in the agent, which closes it when it has registered.
pid_t spawn(int notify) {
  std::string process = std::to_string(getpid());
  std::string fd = std::to_string(notify);
  std::string words[] = {kProgram, "--process", process, "--notify-fd", fd, "--fallback"};
  char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                  words[4].data(), words[5].data(), nullptr};
  pid_t pid = 0;
  return posix_spawn(&pid, kProgram, nullptr, nullptr, argv, environ) == 0 ? pid : 0;
}

void await_hangup(int fd) {
  pollfd wait{fd, POLLIN, 0};
  poll(&wait, 1, kStartMilliseconds);
}

}  // namespace

PasswordAgent::PasswordAgent() {
  if (!is_wanted()) return;
  int ends[2];
  if (pipe2(ends, 0) != 0) return;
  const sys::Fd reader(ends[0]);
  sys::Fd writer(ends[1]);
  fcntl(reader.get(), F_SETFD, FD_CLOEXEC);
  pid_ = spawn(writer.get());
  writer.reset();
  if (running()) await_hangup(reader.get());
}

PasswordAgent::~PasswordAgent() {
  if (!running()) return;
  kill(pid_, SIGTERM);
  kill(pid_, SIGCONT);
  waitpid(pid_, nullptr, 0);
}

}  // namespace rmcp::client
