// SPDX-License-Identifier: MIT
// Events, as the kernel has them: one that resets itself still wakes everybody who waits at that
// moment.
#include "machine.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

using namespace rmcp::thunk;

namespace {

struct Event {
  HsaEvent event{};
  bool manual = false, set = false;
  unsigned waiters = 0;
  std::uint64_t raised = 0;  // how often
};

struct Events {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::uint32_t, std::unique_ptr<Event>> all;
  std::uint32_t next = 1;
  // Written by a queue that may just have completed the last use of the event: never freed.
  std::uint64_t mailboxes[4096] = {};
};

Events& events() {
  static auto* const kEvents = new Events;
  return *kEvents;
}

/// One event somebody waits for, and how often it had been raised when he began.
struct Wait {
  std::uint32_t id;
  std::uint64_t raised;
};

bool happened(const Wait& wait) {
  const auto found = events().all.find(wait.id);
  return found == events().all.end() || found->second->set || found->second->raised != wait.raised;
}

std::vector<Wait> begin_waiting(HsaEvent* const* list, HSAuint32 count) {
  std::vector<Wait> waits;
  for (HSAuint32 i = 0; i < count; ++i) {
    const auto found = events().all.find(list[i]->EventId);
    if (found == events().all.end()) continue;
    ++found->second->waiters;
    waits.push_back({found->first, found->second->raised});
  }
  return waits;
}

void end_waiting(const std::vector<Wait>& waits, bool reset) {
  for (const Wait& wait : waits) {
    const auto found = events().all.find(wait.id);
    if (found == events().all.end()) continue;
    --found->second->waiters;
    if (reset && !found->second->manual) found->second->set = false;
  }
}

}  // namespace

void rmcp::thunk::raise_event(std::uint32_t id) {
  const std::lock_guard lock(events().mutex);
  const auto found = events().all.find(id);
  if (found == events().all.end()) return;
  Event& event = *found->second;
  ++event.raised;
  if (event.manual || event.waiters == 0) event.set = true;
  events().changed.notify_all();
}

extern "C" {

HSAKMT_STATUS hsaKmtCreateEvent(HsaEventDescriptor* description, bool manual, bool set,
                                HsaEvent** out) {
  const std::lock_guard lock(events().mutex);
  auto event = std::make_unique<Event>();
  event->manual = manual;
  event->set = set;
  event->event.EventId = events().next++;
  event->event.EventData.EventType = description->EventType;
  event->event.EventData.HWData2 =
      reinterpret_cast<std::uint64_t>(&events().mailboxes[event->event.EventId % 4096]);
  *out = &event->event;
  events().all[event->event.EventId] = std::move(event);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtDestroyEvent(HsaEvent* event) {
  const std::lock_guard lock(events().mutex);
  events().all.erase(event->EventId);
  events().changed.notify_all();
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtSetEvent(HsaEvent* event) {
  raise_event(event->EventId);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtWaitOnMultipleEvents(HsaEvent* list[], HSAuint32 count, bool all,
                                         HSAuint32 milliseconds) {
  std::unique_lock lock(events().mutex);
  const auto waits = begin_waiting(list, count);
  const auto enough = [&] {
    std::size_t sum = 0;
    for (const Wait& wait : waits) sum += happened(wait);
    return sum >= (all ? waits.size() : std::min<std::size_t>(waits.size(), 1));
  };
  // ROCr looks at the value itself after a time-out: a wait may end early.
  const auto limit = std::chrono::milliseconds(std::min<HSAuint32>(milliseconds, 1000));
  const bool done = events().changed.wait_for(lock, limit, enough);
  end_waiting(waits, done);
  return done ? HSAKMT_STATUS_SUCCESS : HSAKMT_STATUS_WAIT_TIMEOUT;
}

HSAKMT_STATUS hsaKmtWaitOnEvent(HsaEvent* event, HSAuint32 milliseconds) {
  return hsaKmtWaitOnMultipleEvents(&event, 1, true, milliseconds);
}
}
