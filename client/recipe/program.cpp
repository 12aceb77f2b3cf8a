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
#include <optional>

namespace rmcp::recipe {
namespace {

constexpr int kTickMilliseconds = 1000;
constexpr int kGraceSeconds = 5;

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

  [[noreturn]] void become(int log, pid_t keeper) const {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper) _exit(127);
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

/// What the keeper tells rmcpctl.
struct Report {
  int status = 0;
  Left left;
};

/// The keeper's wait for the program.
class Watch {
 public:
  Watch(pid_t child, pid_t parent, const sigset_t& wanted)
      : child_(child), parent_(parent), wanted_(wanted) {}

  Report until_end() {
    if (is_alone()) end(SIGKILL);
    while (!ended_ && !given_up_) {
      const int signal = next_signal();
      if (signal == SIGTERM) end(is_alone() ? SIGKILL : SIGTERM);
      if (signal == 0) time_over();
      collect();
    }
    // Without rmcpctl nobody can be told: the lock stays until all of them have ended.
    do report_.left = end_children({}, kGraceSeconds);
    while (report_.left.count != 0 && is_alone());
    return report_;
  }

 private:
  [[nodiscard]] bool is_alone() const { return getppid() != parent_; }

  void end(int signal) {
    ::kill(-child_, signal);
    sent_ = signal;
    clock_gettime(CLOCK_MONOTONIC, &deadline_);
    deadline_.tv_sec += kGraceSeconds;
  }

  void time_over() {
    if (sent_ == SIGKILL) given_up_ = true;
    end(SIGKILL);
  }

  /// 0: the time is over.
  [[nodiscard]] int next_signal() const {
    if (sent_ == 0) return sigwaitinfo(&wanted_, nullptr);
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    timespec rest{deadline_.tv_sec - now.tv_sec, deadline_.tv_nsec - now.tv_nsec};
    if (rest.tv_nsec < 0) rest = {rest.tv_sec - 1, rest.tv_nsec + 1'000'000'000};
    if (rest.tv_sec < 0) return 0;
    const int signal = sigtimedwait(&wanted_, nullptr, &rest);
    return signal < 0 && errno == EAGAIN ? 0 : signal;
  }

  /// Orphans too. The group is killed while its number is still that of the program.
  void collect() {
    siginfo_t info{};
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0) {
      const bool program = info.si_pid == child_;
      if (program) ::kill(-child_, SIGKILL);
      waitpid(info.si_pid, program ? &report_.status : nullptr, 0);
      ended_ = ended_ || program;
      info = {};
    }
  }

  pid_t child_, parent_;
  const sigset_t& wanted_;
  int sent_ = 0;  // the last signal to the program
  timespec deadline_{};
  bool ended_ = false, given_up_ = false;
  Report report_;
};

/// SIGTERM comes from rmcpctl, or from the kernel after rmcpctl has ended.
[[noreturn]] void keep(const Image& image, pid_t parent, int log, int report) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  sigaddset(&wanted, SIGCHLD);
  sigprocmask(SIG_BLOCK, &wanted, nullptr);
  ::signal(SIGCHLD, SIG_DFL);  // a caller that ignores it would have no status of any child
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t keeper = getpid(), child = fork();
  if (child == 0) image.become(log, keeper);
  if (child > 0) setpgid(child, child);
  const auto said = child > 0 ? Watch(child, parent, wanted).until_end() : Report{127 << 8, {}};
  const auto written = ::write(report, &said, sizeof said);
  _exit(written == sizeof said ? 0 : 1);
}

/// Nothing if the keeper has ended without a report.
std::optional<Report> wait_for(pid_t keeper, int pipe, Interrupts& interrupts,
                               const std::function<void()>& tick) {
  std::optional<Report> report;
  bool asked = false;
  for (;;) {
    pollfd fds[] = {{pipe, POLLIN, 0}, {asked ? -1 : interrupts.fd(), POLLIN, 0}};
    if (::poll(fds, 2, kTickMilliseconds) < 0 && errno != EINTR) break;
    if (!asked && interrupts.seen() != 0) {
      asked = true;
      ::kill(keeper, SIGTERM);
    }
    if (fds[0].revents != 0) {
      Report said;
      if (::read(pipe, &said, sizeof said) == sizeof said) report = said;
      break;
    }
    tick();
  }
  while (waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) {
  }
  return report;
}

/// " of user 0", by the rights that it has.
std::string owner_of(pid_t id) {
  const auto status = sys::read_file(fmt::format("/proc/{}/status", id)).value_or("");
  constexpr std::string_view kUsers = "\nUid:\t";  // real, effective ...
  const auto at = status.find(kUsers);
  if (at == status.npos) return "";
  const auto effective = status.find('\t', at + kUsers.size()) + 1;
  return " of user " + status.substr(effective, status.find('\t', effective) - effective);
}

}  // namespace

std::string to_string(const Left& left) {
  if (left.count == 0) return "";
  std::string out;
  for (std::size_t i = 0; i < std::min(left.count, left.ids.size()); ++i)
    if (left.ids[i] != 0)
      out += fmt::format("{}process {}{}", i == 0 ? "" : ", ", left.ids[i], owner_of(left.ids[i]));
  if (out.empty()) out = "a process of another user";
  if (left.count > left.ids.size())
    out += fmt::format(" and {} more", left.count - left.ids.size());
  return out + " cannot be ended";
}

namespace {

std::string status_text(const Ended& ended) {
  if (!WIFSIGNALED(ended.status)) return fmt::format("exit status {}", WEXITSTATUS(ended.status));
  const char* name = ::sigabbrev_np(WTERMSIG(ended.status));
  return name != nullptr ? fmt::format("killed by SIG{}", name)
                         : fmt::format("killed by signal {}", WTERMSIG(ended.status));
}

}  // namespace

std::string to_string(const Ended& ended) {
  const auto left = to_string(ended.left);
  if (left.empty()) return status_text(ended);
  return ended.status == 0 ? left : fmt::format("{}; {}", status_text(ended), left);
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
  const auto others = children();
  const Adoption adoption;
  const pid_t parent = getpid(), keeper = fork();
  if (keeper < 0) return tl::unexpected("fork: " + sys::describe_errno(errno));
  if (keeper == 0) keep(image, parent, log.get(), writer.get());
  writer.reset();
  const auto report = wait_for(keeper, reader.get(), interrupts, tick);
  if (report) return Ended{report->status, report->left};
  const auto left = to_string(end_children(others, kGraceSeconds));
  return tl::unexpected(fmt::format("the process that watches over it was killed{}{}",
                                    left.empty() ? "" : "; ", left));
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
