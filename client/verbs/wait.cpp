// SPDX-License-Identifier: MIT
// wait: until the daemon has handled the devices present at start and those added since, or one
// device. Outlives the daemon: once the daemon has been seen, its end does not end the wait.
#include "client/document/shape.hpp"
#include "client/render/event.hpp"
#include "client/source/signal.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/text/duration.hpp"

#include <fmt/format.h>

#include <systemd/sd-bus.h>

#include <unistd.h>

#include <chrono>
#include <utility>

namespace rmcp::client {
namespace {

struct WaitOptions {
  std::string timeout;  // empty: kUsualTime
};

constexpr std::int64_t kUsualTime = 30;  // seconds

using Clock = std::chrono::steady_clock;

/// Empty if there is nothing to wait for, else the object that is not ready yet.
using Waiting = Expected<std::string>;

/// True while policy has not been applied for the first time since the device appeared.
bool is_unhandled(const Json& device, const Json& status) {
  const auto state = text(device, "state");
  if (state == "settling" || state == "absent") return true;
  return state == "planned" && text(device, "last_reason").empty() &&
         text(status, "mode") == "enforce";
}

Waiting find_unready(BusSource& daemon, const Patterns& patterns) {
  const auto status = daemon.status(patterns);
  if (!status) {
    const bool may_come = status.error().code == Failure::Code::no_such_device;
    if (may_come) return fmt::format("{}: no such device", patterns.front());
    return tl::unexpected(status.error());
  }
  if (is_true(*status, "settling")) return "rmcpd is settling";
  for (const auto& device : items(*status, "devices"))
    if (is_unhandled(device, *status))
      return fmt::format("{}: {}", text(device, "address"), text(device, "state"));
  const bool missing = !patterns.empty() && items(*status, "devices").empty();
  return missing ? patterns.front() + ": no such device" : "";
}

struct Seen {
  bool something = false;  // since the last check
  bool daemon = false;     // it has answered, appeared, or gone
  bool gone = false;       // by the last news of it
};

int on_signal(sd_bus_message*, void* userdata, sd_bus_error*) {
  static_cast<Seen*>(userdata)->something = true;
  return 0;
}

int on_owner(sd_bus_message* message, void* userdata, sd_bus_error*) {
  const bool gone = text(to_event(read_signal(message)), "event") == "gone";
  *static_cast<Seen*>(userdata) = {.something = true, .daemon = true, .gone = gone};
  return 0;
}

/// Returns when something happened or the time is over. Returns a negative errno if the bus is
/// lost.
int sleep_until(sd_bus* bus, const bool& happened, Clock::time_point deadline) {
  while (!happened) {
    const int r = sd_bus_process(bus, nullptr);
    if (r < 0) return r;
    if (r > 0) continue;
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now());
    if (left.count() <= 0) return 0;
    const int waited = sd_bus_wait(bus, static_cast<std::uint64_t>(left.count()));
    if (waited < 0 && waited != -EINTR) return waited;
  }
  return 0;
}

/// A daemon that went away, or was too busy to answer, is waited for; one that has never been there
/// is an error.
Waiting find_unready_again(BusSource& daemon, const Patterns& patterns, Seen& seen) {
  seen.something = false;
  auto waiting = find_unready(daemon, patterns);
  seen.daemon = seen.daemon || waiting;
  if (waiting || !seen.daemon || exit_code(waiting.error()) != Exit::unreachable ||
      waiting.error().code == Failure::Code::disconnected)
    return waiting;
  if (seen.gone) return "rmcpd is not running";
  seen.something = true;  // nothing announces that a busy daemon has time again
  return "rmcpd does not answer";
}

/// Only on a terminal: a script knows that it waits.
void tell(const std::string& waiting, std::int64_t timeout) {
  if (::isatty(STDERR_FILENO) != 0)
    complain(fmt::format("{}: waiting up to {} s", waiting, timeout));
}

Waiting wait_for(BusSource& daemon, const Patterns& patterns, std::int64_t timeout) {
  sd_bus* bus = daemon.connection().get();
  Seen seen;
  int r = sd_bus_add_match(bus, nullptr, kDaemonSignals, on_signal, &seen);
  if (r >= 0) r = sd_bus_add_match(bus, nullptr, kOwnerSignals, on_owner, &seen);
  if (r < 0) return tl::unexpected(bus_failure(r, "wait"));
  const auto deadline = Clock::now() + std::chrono::seconds(timeout);
  daemon.connection().answer_until(deadline);
  bool told = false;
  for (;;) {
    auto waiting = find_unready_again(daemon, patterns, seen);
    if (!waiting || waiting->empty() || Clock::now() >= deadline) return waiting;
    if (!std::exchange(told, true)) tell(*waiting, timeout);
    if (r = sleep_until(bus, seen.something, deadline); r < 0)
      return tl::unexpected(bus_failure(r, "system bus"));
  }
}

bool is_time(std::string_view text) { return parse_seconds(text).has_value(); }

Exit run_wait(Context& context, BusSource& daemon) {
  const auto& options = context.options();
  const auto timeout = parse_seconds(options.own<WaitOptions>().timeout).value_or(kUsualTime);
  const auto waiting = wait_for(daemon, options.arguments, timeout);
  if (!waiting) return complain(waiting.error());
  const bool ready = waiting->empty();
  if (options.json()) print(to_text(Json{{"ok", ready}}, options.format()));
  if (ready) return Exit::ok;
  complain(fmt::format("{}, still after {} s", *waiting, timeout));
  return Exit::failed;
}

constexpr Option kWaitOptions[] = {{.name = "--timeout",
                                    .value = "=TIME",
                                    .help = "Give up after TIME (60s, 5min; 30s), exit with 1",
                                    .place = place<&WaitOptions::timeout>,
                                    .fits = is_time,
                                    .expected = "a time such as 60s, 1min or 90"}};

}  // namespace

extern constexpr Verb kWaitVerb{
    .name = "wait",
    .help = "Wait until devices have been handled",
    .arguments = kOptionalDevice,
    .options = kWaitOptions,
    .run = run_wait,
    .output = Output::document,
    .example = "rmcpctl wait egpu --timeout=1min && rmcpctl run egpu -- ./train"};

}  // namespace rmcp::client
