// SPDX-License-Identifier: MIT
// fork, exec and wait.
#include "process.hpp"

#include <fmt/format.h>

#include <glib.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <system_error>

extern char** environ;

namespace rmcp::testbed {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

std::string find_program(const std::string& name, const Environment& environment) {
  if (name.find('/') != std::string::npos) return name;
  const auto path = environment.find("PATH");
  std::string folders = path == environment.end() ? "/usr/bin:/bin" : path->second;
  for (std::size_t at = 0; at <= folders.size();) {
    const auto end = std::min(folders.find(':', at), folders.size());
    const std::string candidate = folders.substr(at, end - at) + "/" + name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    at = end + 1;
  }
  return name;
}

// Between fork and exec: nothing that allocates, as other threads may hold locks.
[[noreturn]] void become(const char* program, char** arguments, char** environment,
                         const Command& command, pid_t parent, int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  if (command.own_group) ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  bool ready = true;
  if (!command.output.empty()) {
    const int fd = ::open(command.output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ready = fd >= 0 && ::dup2(fd, 1) == 1 && ::dup2(fd, 2) == 2;
  }
  if (ready) ::execve(program, arguments, environment);
  const int error = errno;
  [[maybe_unused]] const auto written = ::write(report, &error, sizeof error);
  ::_exit(127);
}

}  // namespace

Environment current_environment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const auto equals = text.find('=');
    environment[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return environment;
}

Child::Child(const Command& command) {
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> variables;
  for (const auto& [name, value] : command.environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv = pointers(arguments);
  std::vector<char*> envp = pointers(variables);
  const std::string program = find_program(command.arguments.at(0), command.environment);
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe2");
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) become(program.c_str(), argv.data(), envp.data(), command, parent, report[1]);
  ::close(report[1]);
  int error = pid_ < 0 ? errno : 0;
  const bool failed = pid_ < 0 || ::read(report[0], &error, sizeof error) == sizeof error;
  ::close(report[0]);
  if (failed) {
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
    throw std::system_error(error, std::generic_category(), program);
  }
  const auto ended = [](GPid, gint status, gpointer self) {
    static_cast<Child*>(self)->status_ = status;
    static_cast<Child*>(self)->watch_ = 0;
  };
  watch_ = g_child_watch_add(pid_, ended, this);
}

Child::~Child() {
  if (watch_ != 0) g_source_remove(watch_);
  if (status_) return;
  signal(SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Child::signal(int number) const {
  if (running()) ::kill(pid_, number);
}

bool run_until(const std::function<bool()>& done, unsigned milliseconds) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + std::chrono::milliseconds(milliseconds);
  // Also looks at what no event tells, such as a file that appears.
  const guint tick = g_timeout_add(
      10, [](gpointer) -> gboolean { return G_SOURCE_CONTINUE; }, nullptr);
  while (!done() && steady_clock::now() < end) g_main_context_iteration(nullptr, TRUE);
  g_source_remove(tick);
  return done();
}

void run_until(const std::function<bool()>& done) {
  while (!done()) g_main_context_iteration(nullptr, TRUE);
}

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string describe_status(int status) {
  if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  return fmt::format("killed by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
}

void kill_orphans() {
  const std::string children = fmt::format("/proc/self/task/{}/children", ::getpid());
  // A killed one may leave children of its own to us.
  for (int round = 0; round < 20; ++round) {
    std::ifstream list(children);
    bool any = false;
    for (pid_t pid = 0; list >> pid; any = true) ::kill(pid, SIGKILL);
    while (::waitpid(-1, nullptr, any ? 0 : WNOHANG) > 0) {
    }
    if (!any) return;
  }
}

}  // namespace rmcp::testbed
