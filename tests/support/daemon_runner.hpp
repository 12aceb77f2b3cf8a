// SPDX-License-Identifier: MIT
// Starts and stops rmcpd, waits until it says that it is ready, and knows when it died of itself.
#pragma once
#include "process.hpp"

#include <memory>
#include <string>

namespace rmcp::testbed {

class DaemonRunner {
 public:
  /// `command` is completed by NOTIFY_SOCKET, which lies below `directory`.
  DaemonRunner(const std::string& directory, Command command);
  ~DaemonRunner();
  DaemonRunner(const DaemonRunner&) = delete;
  DaemonRunner& operator=(const DaemonRunner&) = delete;

  /// Empty when it runs and is ready; else what went wrong.
  std::string start();
  /// SIGTERM and wait; what is wrong with how it ended, if anything.
  std::string stop(const std::function<void()>& release_writes);
  /// SIGKILL: a crash that a test wants.
  std::string kill(const std::function<void()>& release_writes);
  bool running() const { return child_ && child_->running(); }

  /// What went wrong when nobody asked it to end; empty so far.
  const std::string& failure();
  const std::string& log() const { return command_.output; }
  /// The last STATUS= it told.
  const std::string& status() const { return status_; }

 private:
  void receive();

  Command command_;
  int notify_fd_ = -1;
  unsigned notify_source_ = 0;
  bool ready_ = false;
  std::string status_;
  std::string failure_;
  std::unique_ptr<Child> child_;
};

}  // namespace rmcp::testbed
