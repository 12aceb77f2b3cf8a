// SPDX-License-Identifier: MIT
// A program of a build has a keeper between itself and rmcpctl. The keeper leads a session without
// a terminal, so that no program can stop to ask for a password, and it ends the program when
// rmcpctl asks for it or is gone. It inherits the lock of the work folder, which therefore stays
// locked until then.
#include "client/recipe/program.hpp"

#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rmcp::recipe {
namespace {

constexpr int kTickMilliseconds = 1000;
constexpr timespec kGrace{5, 0};

/// Everything that a child needs, prepared before fork: between fork and exec nothing is allocated.
class Image {
 public:
  Image(const Command& command, std::string path) : path_(std::move(path)), command_(command) {
    for (const auto& word : command.run) argv_.push_back(const_cast<char*>(word.c_str()));
    for (const auto& [name, value] : command.environment) variables_.push_back(name + "=" + value);
    for (auto& variable : variables_) environment_.push_back(variable.data());
    argv_.push_back(nullptr);
    environment_.push_back(nullptr);
  }

  [[noreturn]] void become(int log) const {
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    if (::chdir(command_.directory.c_str()) != 0) give_up("cannot enter ", command_.directory);
    ::execve(path_.c_str(), argv_.data(), environment_.data());
    give_up("cannot run ", path_);
  }

 private:
  [[noreturn]] static void give_up(const char* what, const std::string& object) {
    const char* reason = ::strerrordesc_np(errno);
    for (const char* part : {"rmcpctl: ", what, object.c_str(), ": ", reason, "\n"})
      if (::write(STDERR_FILENO, part, std::strlen(part)) < 0) break;
    _exit(127);
  }

  std::string path_;
  const Command& command_;
  std::vector<char*> argv_, environment_;
  std::vector<std::string> variables_;
};

/// Waits for the child, and ends it with its whole group when SIGTERM arrives. Its wait status.
int end_with(pid_t child, pid_t parent, const sigset_t& wanted) {
  bool ending = getppid() != parent;
  if (ending) ::kill(-child, SIGKILL);
  for (int status = 0;;) {
    const int signal =
        ending ? sigtimedwait(&wanted, nullptr, &kGrace) : sigwaitinfo(&wanted, nullptr);
    if (signal < 0 && errno == EAGAIN) ::kill(-child, SIGKILL);
    if (signal == SIGTERM) {
      ending = true;
      ::kill(-child, getppid() == parent ? SIGTERM : SIGKILL);
    }
    if (signal != SIGCHLD || waitpid(child, &status, WNOHANG) != child) continue;
    ::kill(-child, SIGKILL);  // processes that it has left behind
    return status;
  }
}

/// SIGTERM comes from rmcpctl, or from the kernel after rmcpctl has ended.
[[noreturn]] void keep(const Image& image, pid_t parent, int log, int report) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  sigaddset(&wanted, SIGCHLD);
  sigprocmask(SIG_BLOCK, &wanted, nullptr);
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  const pid_t child = fork();
  if (child == 0) image.become(log);
  if (child > 0) setpgid(child, child);
  const int status = child > 0 ? end_with(child, parent, wanted) : 127 << 8;
  const auto written = ::write(report, &status, sizeof status);
  _exit(written == sizeof status ? 0 : 1);
}

Ended wait_for(pid_t keeper, int report, Interrupts& interrupts,
               const std::function<void()>& tick) {
  Ended ended{127 << 8};
  bool asked = false;
  for (;;) {
    pollfd fds[] = {{report, POLLIN, 0}, {asked ? -1 : interrupts.fd(), POLLIN, 0}};
    if (::poll(fds, 2, kTickMilliseconds) < 0 && errno != EINTR) break;
    if (!asked && interrupts.seen() != 0) {
      asked = true;
      ::kill(keeper, SIGTERM);
    }
    if (fds[0].revents != 0) {
      int status = 0;
      if (::read(report, &status, sizeof status) == sizeof status) ended.status = status;
      break;
    }
    tick();
  }
  while (waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) {
  }
  return ended;
}

}  // namespace

std::string to_string(const Ended& ended) {
  if (!WIFSIGNALED(ended.status)) return fmt::format("exit status {}", WEXITSTATUS(ended.status));
  const char* name = ::sigabbrev_np(WTERMSIG(ended.status));
  return name != nullptr ? fmt::format("killed by SIG{}", name)
                         : fmt::format("killed by signal {}", WTERMSIG(ended.status));
}

Expected<Ended> run_program(const Command& command, Interrupts& interrupts,
                            const std::function<void()>& tick) {
  const auto path = find_program(command.run.front(), command.environment);
  if (path.empty())
    return tl::unexpected(fmt::format("{}: no such program in PATH", command.run.front()));
  const sys::Fd log(::open(command.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!log) return tl::unexpected(fmt::format("{}: {}", command.log, sys::describe_errno(errno)));
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return tl::unexpected("pipe: " + sys::describe_errno(errno));
  const sys::Fd reader(ends[0]);
  sys::Fd writer(ends[1]);
  const Image image(command, path);
  const pid_t parent = getpid(), keeper = fork();
  if (keeper < 0) return tl::unexpected("fork: " + sys::describe_errno(errno));
  if (keeper == 0) keep(image, parent, log.get(), writer.get());
  writer.reset();
  return wait_for(keeper, reader.get(), interrupts, tick);
}

std::string find_program(const std::string& name,
                         const std::map<std::string, std::string>& environment) {
  if (name.find('/') != std::string::npos) return name;
  const auto it = environment.find("PATH");
  auto rest = it == environment.end() ? std::string_view() : std::string_view(it->second);
  while (!rest.empty()) {
    const auto folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    auto path = fmt::format("{}/{}", folder, name);
    if (folder.starts_with('/') && ::access(path.c_str(), X_OK) == 0) return path;
  }
  return "";
}

std::string tail_of(const std::string& log, std::size_t lines) {
  const sys::Fd fd(::open(log.c_str(), O_RDONLY | O_CLOEXEC));
  constexpr off_t kMost = 16384;
  const off_t size = ::lseek(fd.get(), 0, SEEK_END);
  std::string text(static_cast<std::size_t>(std::clamp<off_t>(size, 0, kMost)), '\0');
  const auto got = ::pread(fd.get(), text.data(), text.size(), std::max<off_t>(0, size - kMost));
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  while (text.ends_with('\n')) text.pop_back();
  auto begin = text.size();
  for (std::size_t n = 0; n < lines && begin != text.npos && begin > 0; ++n)
    begin = text.rfind('\n', begin - 1);
  return begin == text.npos || begin == 0 ? text : text.substr(begin + 1);
}

}  // namespace rmcp::recipe
