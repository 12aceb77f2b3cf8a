// SPDX-License-Identifier: MIT
// Before each sleep sd-event asks the connection for its events and timeout. That is required: a
// call made from a handler may have filled the read queue while the descriptor stays quiet. One
// message a turn (those dropped unread do not count), and everything else first: a client that
// floods the bus delays only messages of the bus.
#include "daemon/bus/loop_source.hpp"

#include <sys/epoll.h>

#include <cstdint>

namespace rmcp::bus {
namespace {

/// After timers, signals, devices and workers, which have the normal priority.
constexpr std::int64_t kPriority = SD_EVENT_PRIORITY_NORMAL + 10;

/// A turn of the loop takes longer than dropping a message. One by one, the daemon on a busy
/// machine would drop messages more slowly than the bus delivers them, and the bus would have to
/// queue them.
constexpr unsigned kMostDropped = 256;

}  // namespace

LoopSource::LoopSource(const Bus& bus, Hooks hooks)
    : loop_(bus.loop), connection_(bus.connection), hooks_(std::move(hooks)) {
  const auto poll = connection_.getEventLoopPollData();
  sd_event_add_io(loop_.get(), &io_, poll.fd, EPOLLIN, on_io, this);
  sd_event_source_set_prepare(io_, on_prepare);
  sd_event_add_time(loop_.get(), &timer_, CLOCK_MONOTONIC, UINT64_MAX, 0, on_time, this);
  sd_event_source_set_enabled(timer_, SD_EVENT_OFF);
  for (auto* source : {io_, timer_}) sd_event_source_set_priority(source, kPriority);
}

LoopSource::~LoopSource() {
  sd_event_source_disable_unref(timer_);
  sd_event_source_disable_unref(io_);
}

int LoopSource::on_prepare(sd_event_source*, void* self) {
  auto& me = *static_cast<LoopSource*>(self);
  try {
    me.prepare();
  } catch (const std::exception& e) {
    me.lose(e.what());
  }
  return 0;
}

void LoopSource::prepare() {
  const auto poll = connection_.getEventLoopPollData();
  sd_event_source_set_io_events(io_, static_cast<std::uint32_t>(poll.events));
#if RMCP_SDBUS_2
  const auto wanted = static_cast<std::uint64_t>(poll.timeout.count());
  const bool never = poll.timeout == std::chrono::microseconds::max();
#else
  const auto wanted = poll.timeout_usec;
  const bool never = wanted == UINT64_MAX;
#endif
  if (!never) sd_event_source_set_time(timer_, wanted);
  sd_event_source_set_enabled(timer_, never ? SD_EVENT_OFF : SD_EVENT_ONESHOT);
}

int LoopSource::on_io(sd_event_source*, int, std::uint32_t, void* self) {
  static_cast<LoopSource*>(self)->dispatch();
  return 0;
}

int LoopSource::on_time(sd_event_source*, std::uint64_t, void* self) {
  static_cast<LoopSource*>(self)->dispatch();
  return 0;
}

void LoopSource::dispatch() {
  for (unsigned dropped = 0; dropped < kMostDropped && process_one(); ++dropped) {
  }
}

/// True if the message was dropped unread.
bool LoopSource::process_one() {
  bool dropped = false;
  loop_.guarded(hooks_.before);
  try {
#if RMCP_SDBUS_2
    connection_.processPendingEvent();
#else
    connection_.processPendingRequest();
#endif
    loop_.guarded([&] { dropped = hooks_.after(); });
  } catch (const std::exception& e) {
    lose(e.what());
  }
  return dropped;
}

void LoopSource::lose(const std::string& why) {
  sd_event_source_set_enabled(io_, SD_EVENT_OFF);
  sd_event_source_set_enabled(timer_, SD_EVENT_OFF);
  if (const auto lost = std::exchange(hooks_.lost, nullptr)) lost(why);
}

}  // namespace rmcp::bus
