// SPDX-License-Identifier: MIT
// Signals mark the list as old; a timer fetches it, outside of sd-bus's own callbacks.
#include "client/live/live_view.hpp"

#include "client/document/json.hpp"
#include "client/source/follower.hpp"
#include "lib/sys/clocks.hpp"

#include <signal.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::uint64_t kGatherUsec = 50'000;
constexpr std::uint64_t kTickUsec = 1'000'000;
constexpr std::chrono::seconds kPatience{1};
constexpr std::uint64_t kAgainUsec = 5'000'000;
constexpr std::size_t kMostEvents = 200;  // more than any terminal has lines

bool has_trial(const Json& list) {
  const auto& devices = items(list, "devices");
  return std::any_of(devices.begin(), devices.end(),
                     [](const Json& device) { return number(device, "trial_until") > 0; });
}

LiveView& view(void* userdata) { return *static_cast<LiveView*>(userdata); }

}  // namespace

int LiveView::start(sd_event* loop) {
  int r = sd_event_add_time_relative(loop, &refresh_, CLOCK_MONOTONIC, kGatherUsec, 1000,
                                     on_refresh, this);
  if (r >= 0) r = sd_event_source_set_enabled(refresh_, SD_EVENT_OFF);
  if (r >= 0) r = handle_signal(loop, SIGWINCH, on_resize, this);
  if (r >= 0) r = handle_signal(loop, SIGTSTP, on_stop, this);
  if (r >= 0 && isatty(STDIN_FILENO) == 1)
    r = sd_event_add_io(loop, nullptr, STDIN_FILENO, EPOLLIN, on_key, this);
  if (r < 0) return r;
  refresh();
  return 0;
}

void LiveView::accept(const Json& event) {
  const auto kind = text(event, "event");
  if (kind == "gone" || kind == "back") gone_ = kind == "gone";
  events_.emplace_back(sys::realtime_usec(), event);
  if (events_.size() > kMostEvents) events_.pop_front();
  refresh_soon();
}

void LiveView::refresh_soon() { refresh_in(kGatherUsec); }

void LiveView::refresh_in(std::uint64_t usec) {
  sd_event_source_set_time_relative(refresh_, usec);
  sd_event_source_set_enabled(refresh_, SD_EVENT_ONESHOT);
}

void LiveView::refresh() {
  if (gone_) {
    problem_ = "rmcpd is not running: showing its last state";
  } else if (auto list = list_soon()) {
    list_ = std::move(*list);
    problem_.clear();
  } else {
    problem_ = list.error().text;
    refresh_in(kAgainUsec);  // nothing announces that a daemon that hung answers again
  }
  draw();
  if (!gone_ && has_trial(list_)) refresh_in(kTickUsec);
}

/// Keys are not read meanwhile.
Expected<Json> LiveView::list_soon() {
  daemon_.connection().answer_until(std::chrono::steady_clock::now() + kPatience);
  return daemon_.list();
}

void LiveView::draw() {
  const auto size = screen_.size();
  style_.width = size.columns;
  LiveState state{.list = {list_, style_},
                  .events = {},
                  .problem = problem_,
                  .now = std::chrono::microseconds(sys::realtime_usec())};
  for (const auto& [when, event] : events_) state.events.push_back({when, {event, style_}});
  screen_.draw(render_live(state, style_, size.rows));
}

/// Ctrl-Z: restores the shell's terminal.
void LiveView::suspend() {
  screen_.leave();
  kill(getpid(), SIGSTOP);
  screen_.enter();
  draw();
}

int LiveView::on_refresh(sd_event_source*, std::uint64_t, void* userdata) {
  view(userdata).refresh();
  return 0;
}

int LiveView::on_key(sd_event_source* source, int fd, std::uint32_t, void*) {
  char key = 0;
  const ssize_t n = ::read(fd, &key, 1);
  const bool ends = n <= 0 || key == 'q' || key == 'Q';
  return ends ? sd_event_exit(sd_event_source_get_event(source), 0) : 0;
}

int LiveView::on_resize(sd_event_source*, const signalfd_siginfo*, void* userdata) {
  view(userdata).draw();
  return 0;
}

int LiveView::on_stop(sd_event_source*, const signalfd_siginfo*, void* userdata) {
  view(userdata).suspend();
  return 0;
}

}  // namespace rmcp::client
