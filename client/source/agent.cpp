// SPDX-License-Identifier: MIT
// Runs pkttyagent as a child process.
#include "client/source/agent.hpp"

#include "lib/sys/fd.hpp"

#include <systemd/sd-login.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

extern char** environ;

namespace rmcp::client {
namespace {

constexpr const char* kProgram = "/usr/bin/pkttyagent";
constexpr int kStartMilliseconds = 5000;

bool is_wanted() {
  return geteuid() != 0 && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 &&
         access(kProgram, X_OK) == 0;
}

/// True if logind knows a session to which polkit can assign this process; polkit asks logind
/// likewise. There is none in a container's shell, over an sshd without pam_systemd, and without
/// logind.
bool has_session() {
  char* session = nullptr;
  uid_t owner = 0;
  const bool found =
      sd_pid_get_session(0, &session) >= 0 ||
      (sd_pid_get_owner_uid(0, &owner) >= 0 && sd_uid_get_display(owner, &session) >= 0);
  std::free(session);
  return found;
}

/// With --fallback a graphical agent of the session comes first, as with systemctl. But polkit uses
/// a fallback agent only for processes of a session; any other process needs a regular agent.
std::vector<std::string> agent_words(int notify) {
  std::vector<std::string> words{kProgram, "--process", std::to_string(getpid()), "--notify-fd",
                                 std::to_string(notify)};
  if (has_session()) words.emplace_back("--fallback");
  return words;
}

/// `notify` stays open in the agent, which closes it once it has registered.
pid_t spawn_agent(int notify) {
  std::vector<std::string> words = agent_words(notify);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  // The agent asks on /dev/tty. On stderr it reports a missing polkit, which need not be shown: the
  // daemon then decides, and gives the reason.
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, kProgram, &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? pid : 0;
}

void await_hangup(int fd) {
  pollfd wait{fd, POLLIN, 0};
  poll(&wait, 1, kStartMilliseconds);
}

}  // namespace

PasswordAgent::PasswordAgent(const std::string& host) {
  if (!host.empty() || !is_wanted()) return;
  int ends[2];
  if (pipe2(ends, 0) != 0) return;
  const sys::Fd reader(ends[0]);
  sys::Fd writer(ends[1]);
  fcntl(reader.get(), F_SETFD, FD_CLOEXEC);
  pid_ = spawn_agent(writer.get());
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
