// SPDX-License-Identifier: MIT
// watch: a live list on a terminal, else one line for each event. Outlives the daemon.
#include "client/live/live_view.hpp"
#include "client/render/event.hpp"
#include "client/source/follower.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/sys/clocks.hpp"

namespace rmcp::client {
namespace {

struct WatchOptions {
  bool lines = false;  // never a screen
};

/// One line a JSON event, with the time first.
std::string json_line(const Json& event, std::uint64_t time) {
  Json line{{"time", time}};
  for (const auto& [key, value] : event.items()) line[key] = value;
  return to_text(line, Format::json_short);
}

/// False if nobody can read it any longer.
bool print_event(const Context& context, const Json& event) {
  const auto time = sys::realtime_usec();
  print(context.options().json() ? json_line(event, time)
                                 : render_event(context.shown(event), time, context.style()));
  return flush();
}

Exit watch_lines(Context& context, Connection& connection) {
  sd_event* loop = nullptr;
  auto follower = Follower::open(connection, [&context, &loop](const Json& event) {
    if (!print_event(context, event)) sd_event_exit(loop, 0);  // finish() says why
  });
  if (!follower) return complain(follower.error());
  loop = (*follower)->loop();
  // Checks that the daemon is there. A call may start it here, if it can be started; a later call
  // never does.
  if (const auto there = connection.call(get_all(kManagerPath, kManagerInterface)); !there)
    return complain(there.error());
  const auto ended = (*follower)->run();
  return ended ? Exit::ok : complain(ended.error());
}

Expected<void> run_screen(LiveView& view, Follower& follower) {
  if (const int r = view.start(follower.loop()); r < 0)
    return tl::unexpected(bus_failure(r, "watch"));
  return follower.run();
}

Exit watch_screen(Context& context, BusSource& daemon) {
  if (const auto there = daemon.list(); !there) return complain(there.error());
  Expected<void> ended;
  {
    LiveView view(daemon, context.style());
    auto follower =
        Follower::open(daemon.connection(), [&view](const Json& event) { view.accept(event); });
    ended = follower ? run_screen(view, **follower) : tl::unexpected(follower.error());
  }  // the terminal is restored: an error can be printed
  return ended ? Exit::ok : complain(ended.error());
}

Exit run_watch(Context& context, BusSource& daemon) {
  const auto& options = context.options();
  const bool lines = options.json() || options.own<WatchOptions>().lines;
  return lines || !Screen::possible() ? watch_lines(context, daemon.connection())
                                      : watch_screen(context, daemon);
}

constexpr Option kWatchOptions[] = {{.name = "--lines",
                                     .help = "One line for each event, also on a terminal",
                                     .place = place<&WatchOptions::lines>}};

}  // namespace

extern constexpr Verb kWatchVerb{.name = "watch",
                                 .help = "Follow devices and events until interrupted",
                                 .options = kWatchOptions,
                                 .run = run_watch,
                                 .example = "rmcpctl watch --json >>gpus.log"};

}  // namespace rmcp::client
