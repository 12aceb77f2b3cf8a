// SPDX-License-Identifier: MIT
// watch: events as they happen. Outlives the daemon, ends on SIGINT.
#include "bus/signal.hpp"
#include "render/event.hpp"
#include "verbs/verbs.hpp"

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <memory>

namespace rmcp::client {
namespace {

struct EventUnref {
  void operator()(sd_event* event) const { sd_event_unref(event); }
};

std::uint64_t now_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

/// One line a JSON event, with the time first.
std::string json_line(const Json& event, std::uint64_t time) {
  Json line{{"time", time}};
  for (const auto& [key, value] : event.items()) line[key] = value;
  return to_text(line, Format::json_short);
}

int on_signal(sd_bus_message* message, void* userdata, sd_bus_error*) {
  const auto& context = *static_cast<const Context*>(userdata);
  const Json event = to_event(read_signal(message));
  if (event.is_null()) return 0;
  const auto time = now_usec();
  print(context.options().json() ? json_line(event, time)
                                 : render_event(event, time, context.style()));
  std::fflush(stdout);
  return 0;
}

int on_bus_lost(sd_bus_message* message, void*, sd_bus_error*) {
  complain("the system bus went away");
  return sd_event_exit(sd_bus_get_event(sd_bus_message_get_bus(message)),
                       static_cast<int>(Exit::unreachable));
}

int subscribe(sd_bus* bus, Context& context) {
  int r = sd_bus_add_match(bus, nullptr, kDaemonSignals, on_signal, &context);
  if (r >= 0) r = sd_bus_add_match(bus, nullptr, kOwnerSignals, on_signal, &context);
  if (r >= 0) r = sd_bus_add_match(bus, nullptr, kBusLost, on_bus_lost, nullptr);
  return r;
}

int end_on(sd_event* loop, int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  const auto stop = [](sd_event_source* source, const signalfd_siginfo*, void*) {
    return sd_event_exit(sd_event_source_get_event(source), 0);
  };
  return sd_event_add_signal(loop, nullptr, signal, stop, nullptr);
}

Expected<std::unique_ptr<sd_event, EventUnref>> make_loop(sd_bus* bus) {
  sd_event* raw = nullptr;
  int r = sd_event_new(&raw);
  std::unique_ptr<sd_event, EventUnref> loop(raw);
  if (r >= 0) r = sd_bus_attach_event(bus, raw, SD_EVENT_PRIORITY_NORMAL);
  if (r >= 0) r = end_on(raw, SIGINT);
  if (r >= 0) r = end_on(raw, SIGTERM);
  if (r < 0) return tl::unexpected(bus_error(r, "event loop"));
  return loop;
}

}  // namespace

Exit run_watch(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  auto& connection = (*daemon)->connection();
  sd_bus* bus = connection.get();
  if (const int r = subscribe(bus, context); r < 0) return complain(bus_error(r, "watch"));
  if (const auto there = connection.call(get_all(kManagerPath, kManagerInterface)); !there)
    return complain(there.error());
  const auto loop = make_loop(bus);
  if (!loop) return complain(loop.error());
  const int exit = sd_event_loop(loop->get());
  sd_bus_detach_event(bus);
  return exit < 0 ? complain(bus_error(exit, "watch")) : static_cast<Exit>(exit);
}

}  // namespace rmcp::client
