// SPDX-License-Identifier: MIT
// Runs sd-bus in an sd-event loop.
#include "client/source/follower.hpp"

#include "client/source/signal.hpp"

#include <signal.h>

#include <cerrno>
#include <exception>

namespace rmcp::client {

int handle_signal(sd_event* loop, int signal, sd_event_signal_handler_t handler, void* userdata) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return sd_event_add_signal(loop, nullptr, signal, handler, userdata);
}

Expected<std::unique_ptr<Follower>> Follower::open(Connection& connection,
                                                   std::function<void(const Json&)> on_event) {
  std::unique_ptr<Follower> follower(new Follower(connection, std::move(on_event)));
  int r = follower->subscribe();
  if (r >= 0) r = follower->attach();
  if (r < 0) return tl::unexpected(bus_failure(r, "watch"));
  return follower;
}

Follower::~Follower() {
  sd_bus_detach_event(bus_);
  sd_event_unref(loop_);
}

int Follower::subscribe() {
  int r = sd_bus_add_match(bus_, nullptr, kDaemonSignals, on_signal, this);
  if (r >= 0) r = sd_bus_add_match(bus_, nullptr, kOwnerSignals, on_signal, this);
  if (r >= 0) r = sd_bus_add_match(bus_, nullptr, kBusLost, on_bus_lost, this);
  return r;
}

int Follower::attach() {
  const auto stop = [](sd_event_source* source, const signalfd_siginfo*, void*) {
    return sd_event_exit(sd_event_source_get_event(source), 0);
  };
  int r = sd_event_new(&loop_);
  if (r >= 0) r = sd_bus_attach_event(bus_, loop_, SD_EVENT_PRIORITY_NORMAL);
  for (const int signal : {SIGINT, SIGTERM})
    if (r >= 0) r = handle_signal(loop_, signal, stop, nullptr);
  return r;
}

Expected<void> Follower::run() {
  const int r = sd_event_loop(loop_);
  if (lost_)
    return tl::unexpected(
        Failure(Failure::Code::disconnected, "the connection to the system bus is lost"));
  if (r < 0) return tl::unexpected(bus_failure(r, "watch"));
  return {};
}

int Follower::on_signal(sd_bus_message* message, void* userdata, sd_bus_error*) {
  auto& self = *static_cast<Follower*>(userdata);
  try {  // no exception may pass through sd-bus
    const Json event = to_event(read_signal(message));
    if (!event.is_null()) self.on_event_(event);
  } catch (const std::exception&) {
    return sd_event_exit(self.loop_, -EBADMSG);
  }
  return 0;
}

int Follower::on_bus_lost(sd_bus_message*, void* userdata, sd_bus_error*) {
  auto& self = *static_cast<Follower*>(userdata);
  self.lost_ = true;
  return sd_event_exit(self.loop_, 0);
}

}  // namespace rmcp::client
