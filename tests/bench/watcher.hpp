// SPDX-License-Identifier: MIT
// Waits for what daemons show of themselves: a name on the bus, READY=1, a signal.
#pragma once
#include "program.hpp"

#include <systemd/sd-bus.h>

#include <memory>
#include <string>

namespace rmcp::bench {

/// A bus on which everybody may own every name, and our own connection to it.
class OpenBus {
 public:
  /// Throws std::runtime_error.
  explicit OpenBus(const std::string& directory);
  ~OpenBus();
  OpenBus(const OpenBus&) = delete;
  OpenBus& operator=(const OpenBus&) = delete;

  const std::string& address() const { return address_; }
  sd_bus* get() const { return bus_; }
  void match(const std::string& rule, sd_bus_message_handler_t handler, void* data);
  /// Handles messages that came, and waits for more up to `milliseconds`.
  void turn(int milliseconds, int other_fd = -1);

 private:
  std::string address_;
  std::unique_ptr<Program> daemon_;
  sd_bus* bus_ = nullptr;
};

/// The socket that sd_notify writes to.
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path);
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  int fd() const { return fd_; }
  const std::string& path() const { return path_; }
  /// True when READY=1 has come since the last call. Does not wait.
  bool take_ready();

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace rmcp::bench
