// SPDX-License-Identifier: MIT
// `rmcpctl watch` on a terminal: the list, redrawn whenever something happens.
#pragma once
#include "client/live/screen.hpp"
#include "client/render/live.hpp"
#include "client/source/bus_source.hpp"

#include <systemd/sd-event.h>

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace rmcp::client {

class LiveView {
 public:
  LiveView(BusSource& daemon, const Style& style) : daemon_(daemon), style_(style) {}
  ~LiveView() { sd_event_source_unref(refresh_); }
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;

  /// Adds the view's sources to the loop and draws for the first time. Negative errno on failure.
  int start(sd_event* loop);
  void accept(const Json& event);

 private:
  /// Requests a new list soon: a burst of changes is drawn once.
  void refresh_soon();
  void refresh_in(std::uint64_t usec);
  void refresh();
  Expected<Json> list_soon();
  void draw();
  void suspend();

  static int on_refresh(sd_event_source*, std::uint64_t, void* userdata);
  static int on_key(sd_event_source*, int fd, std::uint32_t, void* userdata);
  static int on_resize(sd_event_source*, const signalfd_siginfo*, void* userdata);
  static int on_stop(sd_event_source*, const signalfd_siginfo*, void* userdata);

  BusSource& daemon_;
  Style style_;
  Screen screen_;
  Json list_;                                          // from Source::list
  std::deque<std::pair<std::uint64_t, Json>> events_;  // the latest last
  std::string problem_;                                // why the list is old
  bool gone_ = false;
  sd_event_source* refresh_ = nullptr;
};

}  // namespace rmcp::client
