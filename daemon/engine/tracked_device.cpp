// SPDX-License-Identifier: MIT
// One job at a time: requests first, then what events have asked for.
#include "engine/tracked_device.hpp"

#include "engine/worker.hpp"
#include "state/journal.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::engine {
namespace {

constexpr std::size_t kMostWaiting = 64;

std::uint64_t realtime_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

/// True when a later look has only found what an earlier one has brought about: that is no news.
bool repeats(const Report& before, const Report& now) {
  return std::equal(before.outcomes.begin(), before.outcomes.end(), now.outcomes.begin(),
                    now.outcomes.end(), [](const Outcome& a, const Outcome& b) {
                      return a.name == b.name && a.action == b.action && a.to == b.to &&
                             is_good(a.result) && b.result == Result::already;
                    });
}

}  // namespace

TrackedDevice::TrackedDevice(Tracking tracking, Device seen)
    : t_(std::move(tracking)),
      later_(t_.loop, [this] { reconcile(later_reason_); }),
      watchdog_(t_.loop, [this] { check_progress(); }) {
  view_.device = std::move(seen);
}

// --- what comes in ---

void TrackedDevice::reconcile(Reason reason) {
  later_.disarm();
  if (!pending_) pending_ = reason;
  pump();
}

void TrackedDevice::reconcile_after(std::chrono::milliseconds delay, Reason reason) {
  if (later_.armed()) return;
  later_reason_ = reason;
  later_.arm(delay);
}

void TrackedDevice::request(Request request, Done done) {
  if (stalled_) return done({.error = "stalled: an earlier access to the device has not returned"});
  // The plan for a device that is not ours is known: nothing.
  if (!view_.device.managed() && request.verb == Job::Verb::look) return done({});
  if (!view_.device.managed()) {
    const auto& driver = view_.device.driver;
    return done({.error = fmt::format("unmanaged: {}", driver.empty() ? "no driver is bound"
                                                                      : "bound to " + driver)});
  }
  if (request.verb != Job::Verb::look && t_.options.mode != config::Mode::enforce) {
    return done({.error = "observe mode: nothing is written"});
  }
  // Everybody may ask for a plan: nobody may fill the memory with it.
  if (queue_.size() >= kMostWaiting)
    return done({.error = "busy: too many requests wait for this device"});
  queue_.push_back({request, std::move(done)});
  pump();
}

void TrackedDevice::unbound() {
  abandon();
  answer_all("the driver has let the device go");
  later_.disarm();
  pending_.reset();
  stalled_ = false;
  state::Journal::drop(t_.options.paths.runtime, view_.device.address);
  view_.device.driver.clear();
  view_.device.bind_epoch = 0;
  view_.environment.clear();
  view_.desired = {};
  view_.last = {};
  view_.state = State::unmanaged;
  view_.note = "no driver";
  t_.listener.device_changed(view_);
}

void TrackedDevice::retire() {
  retired_ = true;
  abandon();
  answer_all("the device is gone");
  state::Journal::drop(t_.options.paths.runtime, view_.device.address);
}

void TrackedDevice::leave() {
  retired_ = true;
  abandon();
}

// --- starting jobs ---

void TrackedDevice::pump() {
  if (running_ || stalled_ || retired_) return;
  if (!queue_.empty()) {
    start_request();
  } else if (pending_) {
    const auto reason = *pending_;
    pending_.reset();
    start_reconcile(reason);
  }
}

void TrackedDevice::start_request() {
  answering_ = true;
  const auto request = queue_.front().request;
  if (const int error = change_hold(request)) {
    answer({.error = "the hold cannot be changed: " + sys::describe_errno(error)});
    return pump();
  }
  start(request.verb, Reason::request, "planned");
}

int TrackedDevice::change_hold(const Request& request) const {
  switch (request.verb) {
    case Job::Verb::look:
      return 0;
    case Job::Verb::apply:
      return t_.holds->release(view_.device);
    // Before anything is put back: a daemon that dies in between must not apply policy again.
    case Job::Verb::revert:
      return t_.holds->hold(view_.device, request.keep);
  }
  return 0;
}

void TrackedDevice::start_reconcile(Reason reason) {
  const bool enforce = t_.options.mode == config::Mode::enforce;
  start(enforce ? Job::Verb::apply : Job::Verb::look, reason, enforce ? "" : "observe mode");
}

void TrackedDevice::start(Job::Verb verb, Reason reason, std::string why_not) {
  verb_ = verb;
  Job job{.paths = t_.options.paths,
          .boot_id = t_.boot_id,
          .syspath = view_.device.syspath,
          .verb = verb,
          .reason = reason,
          .why_not = std::move(why_not),
          .holds = answering_ ? nullptr : t_.holds,
          .policy = t_.policy,
          .machine = t_.machine,
          .published = view_.environment};
  const auto id = ++job_;
  running_ = start_job(std::move(job), t_.backend, t_.sender,
                       [weak = weak_from_this(), id](JobResult result, std::string error) {
                         if (const auto self = weak.lock())
                           self->finished(id, std::move(result), std::move(error));
                       });
  watchdog_.arm(t_.options.stall);
}

// --- results ---

void TrackedDevice::finished(std::uint64_t id, JobResult result, std::string error) {
  if (retired_) return;
  if (id != job_ || !running_) {  // given up earlier; now the device answers again
    if (stalled_ && id == job_) {
      stalled_ = false;
      reconcile(Reason::retry);
    }
    return;
  }
  running_.reset();
  watchdog_.disarm();
  Answer reply{.error = std::move(error), .plan = result.plan, .report = result.report};
  if (result.gone) {
    reply.error = "the device is gone";
  } else if (reply.error.empty()) {
    take(std::move(result));
  }
  if (answering_) answer(std::move(reply));
  mark_handled();
  pump();
}

void TrackedDevice::take(JobResult result) {
  const bool planned_only = answering_ && verb_ == Job::Verb::look;
  view_.device = result.device;
  if (!planned_only) {
    view_.environment = result.published;
    view_.desired = result.desired;
    if (answering_ || !repeats(view_.last, result.report)) {
      view_.last = result.report;
      if (result.executed) view_.last_applied_usec = realtime_usec();
    }
    show_state(result);
  }
  t_.listener.device_changed(view_);
  if (result.executed && (result.wrote || answering_)) t_.listener.device_applied(view_);
}

void TrackedDevice::show_state(const JobResult& result) {
  if (!result.device.managed()) {
    view_.state = State::unmanaged;
    view_.note = result.device.driver.empty() ? "no driver" : "";
    return;
  }
  const bool held = result.held || verb_ == Job::Verb::revert;
  view_.state = held ? State::held : state_of(view_.last);
  view_.note = note_of(view_.last);
  const bool observing = t_.options.mode != config::Mode::enforce && view_.state == State::pending;
  if (observing) view_.note += ", observe mode";
}

void TrackedDevice::answer(Answer reply) {
  answering_ = false;
  const auto waiting = std::move(queue_.front());
  queue_.pop_front();
  waiting.done(std::move(reply));
}

void TrackedDevice::answer_all(const std::string& error) {
  while (!queue_.empty()) answer({.error = error});
}

// --- devices that do not answer ---

void TrackedDevice::check_progress() {
  if (!running_) return;
  const auto quiet = std::chrono::duration_cast<std::chrono::milliseconds>(running_->since_step());
  if (quiet >= t_.options.stall) return stall();
  watchdog_.arm(t_.options.stall - quiet);
}

void TrackedDevice::stall() {
  abandon();
  stalled_ = true;
  pending_.reset();
  view_.state = State::stalled;
  view_.note =
      fmt::format("no answer for {} s",
                  std::chrono::duration_cast<std::chrono::seconds>(t_.options.stall).count());
  answer_all("stalled: the device does not answer");
  t_.listener.device_changed(view_);
  mark_handled();
}

void TrackedDevice::abandon() {
  if (running_) running_->abandon();
  running_.reset();
  watchdog_.disarm();
}

void TrackedDevice::mark_handled() {
  if (handled_) return;
  handled_ = true;
  t_.handled();
}

}  // namespace rmcp::engine
