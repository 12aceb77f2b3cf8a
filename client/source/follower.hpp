// SPDX-License-Identifier: MIT
// Follows the daemon's events, across its restarts too, until a signal ends the program.
#pragma once
#include "client/source/connection.hpp"
#include "lib/text/failure.hpp"

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include <functional>
#include <memory>

namespace rmcp::client {

class Follower {
 public:
  /// `on_event` must not call over the same connection, which is in the middle of a message.
  static Expected<std::unique_ptr<Follower>> open(Connection& connection,
                                                  std::function<void(const Json&)> on_event);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  [[nodiscard]] sd_event* loop() const { return loop_; }

  /// Runs until SIGINT or SIGTERM, which is success, or until the bus is lost, which is an error.
  Expected<void> run();

 private:
  Follower(Connection& connection, std::function<void(const Json&)> on_event)
      : bus_(connection.get()), on_event_(std::move(on_event)) {}
  int attach();
  int subscribe();

  static int on_signal(sd_bus_message* message, void* userdata, sd_bus_error*);
  static int on_bus_lost(sd_bus_message* message, void* userdata, sd_bus_error*);

  sd_bus* bus_;
  std::function<void(const Json&)> on_event_;
  sd_event* loop_ = nullptr;
  bool lost_ = false;
};

/// Blocks the usual effect of a signal and has the loop call `handler` with `userdata`.
int handle_signal(sd_event* loop, int signal, sd_event_signal_handler_t handler, void* userdata);

}  // namespace rmcp::client
