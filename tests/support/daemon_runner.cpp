// SPDX-License-Identifier: MIT
// The life of rmcpd in a machine.
#include "daemon_runner.hpp"

#include <fmt/format.h>

#include <glib-unix.h>

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <system_error>

namespace rmcp::testbed {
namespace {

constexpr unsigned kReadyMilliseconds = 5000;
constexpr unsigned kStopMilliseconds = 5000;
constexpr unsigned kStuckMilliseconds = 1500;

int notify_socket(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), path);
  }
  return fd;
}

}  // namespace

DaemonRunner::DaemonRunner(const std::string& directory, Command command)
    : command_(std::move(command)) {
  const std::string path = directory + "/notify";
  notify_fd_ = notify_socket(path);
  command_.environment["NOTIFY_SOCKET"] = path;
  notify_source_ = g_unix_fd_add(
      notify_fd_, G_IO_IN,
      [](gint, GIOCondition, gpointer self) -> gboolean {
        static_cast<DaemonRunner*>(self)->receive();
        return G_SOURCE_CONTINUE;
      },
      this);
}

DaemonRunner::~DaemonRunner() {
  g_source_remove(notify_source_);
  ::close(notify_fd_);
}

void DaemonRunner::receive() {
  char buffer[4096];
  const auto got = ::recv(notify_fd_, buffer, sizeof buffer, 0);
  if (got <= 0) return;
  std::istringstream lines(std::string(buffer, static_cast<std::size_t>(got)));
  for (std::string line; std::getline(lines, line);) {
    if (line == "READY=1") ready_ = true;
    if (line.starts_with("STATUS=")) status_ = line.substr(7);
  }
}

std::string DaemonRunner::start() {
  if (running()) return "rmcpd: runs already";
  ready_ = false;
  try {
    child_ = std::make_unique<Child>(command_);
  } catch (const std::system_error& error) {
    return failure_ = fmt::format("rmcpd: {}", error.what());
  }
  run_until([this] { return ready_ || !child_->running(); }, kReadyMilliseconds);
  if (!child_->running()) return failure();
  // Not fatal: a daemon that waits for a stuck card may be what a test is about.
  return ready_ ? "" : fmt::format("rmcpd: not ready after {} s", kReadyMilliseconds / 1000);
}

std::string DaemonRunner::stop(const std::function<void()>& release_writes) {
  if (!running()) return "rmcpd: does not run";
  child_->signal(SIGTERM);
  const auto over = [this] { return !child_->running(); };
  // A thread that hangs in a write holds the whole process, whatever the daemon does.
  if (!run_until(over, kStuckMilliseconds)) release_writes();
  std::string reason;
  if (!run_until(over, kStopMilliseconds)) {
    reason = "rmcpd: still runs after SIGTERM";
    child_->signal(SIGKILL);
    run_until(over, kStopMilliseconds);
  } else if (*child_->status() != 0) {
    reason = "rmcpd: " + describe_status(*child_->status());
  }
  child_.reset();
  if (!reason.empty()) failure_ = reason;
  return reason;
}

std::string DaemonRunner::kill(const std::function<void()>& release_writes) {
  if (!running()) return "rmcpd: does not run";
  child_->signal(SIGKILL);
  const auto over = [this] { return !child_->running(); };
  if (!run_until(over, kStuckMilliseconds)) release_writes();
  run_until(over, kStopMilliseconds);
  child_.reset();
  return "";
}

const std::string& DaemonRunner::failure() {
  if (child_ && !child_->running()) {
    failure_ = "rmcpd: ended by itself: " + describe_status(*child_->status());
    child_.reset();
  }
  return failure_;
}

}  // namespace rmcp::testbed
