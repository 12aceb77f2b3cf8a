// SPDX-License-Identifier: MIT
// One job at a time: requests first, then what events have asked for.
#include "engine/tracked_device.hpp"

#include "engine/worker.hpp"
#include "state/journal.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <utility>

namespace rmcp::engine {
namespace {

constexpr std::size_t kMostWaiting = 64;
constexpr auto kNotConfirmed = "held: it was not confirmed in time";
constexpr auto kSecondReset = "held: the GPU was reset twice within ten minutes";

std::uint64_t realtime_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

/// A device that has lost its values has not been changed by somebody: of two reasons that must not
/// be forgotten.
Reason weightier(Reason first, Reason second) {
  const bool lost = second == Reason::resume || second == Reason::reset;
  return lost ? second : first;
}

}  // namespace

TrackedDevice::TrackedDevice(Tracking tracking, Device seen)
    : t_(std::move(tracking)),
      later_(t_.loop, [this] { reconcile(later_reason_); }),
      watchdog_(t_.loop, [this] { check_progress(); }),
      trial_(t_.loop, [this] { pump(); }),
      probation_(t_.loop, {t_.options.paths.state, t_.boot_id, t_.options.probation}, [] {}) {
  view_.device = std::move(seen);
}

// --- what comes in ---

void TrackedDevice::take_company(Company company) {
  if (company.alias_shared_with == view_.alias_shared_with && company.advice == view_.advice)
    return;
  view_.alias_shared_with = std::move(company.alias_shared_with);
  view_.advice = std::move(company.advice);
  t_.listener.device_changed(view_);
}

void TrackedDevice::reconcile(Reason reason) {
  later_.disarm();
  pending_ = pending_ ? weightier(*pending_, reason) : reason;
  pump();
}

void TrackedDevice::reconcile_after(std::chrono::milliseconds delay, Reason reason) {
  if (later_.armed()) {
    later_reason_ = weightier(later_reason_, reason);
    return;
  }
  later_reason_ = reason;
  later_.arm(delay);
}

void TrackedDevice::request(Request request, Done done) {
  auto error = refusal(request);
  // The plan for a device that is not ours is known: nothing.
  const bool nothing = !view_.device.managed() && request.verb == Job::Verb::look;
  if (nothing || !error.empty()) return done({.error = nothing ? "" : std::move(error)});
  queue_.push_back({std::move(request), std::move(done)});
  pump();
}

/// Why a request is not even taken; empty when it is.
std::string TrackedDevice::refusal(const Request& request) const {
  if (stalled_) return "stalled: an earlier access to the device has not returned";
  if (!view_.device.managed()) {
    const auto& driver = view_.device.driver;
    return fmt::format("unmanaged: {}",
                       driver.empty() ? "no driver is bound" : "bound to " + driver);
  }
  if (request.verb != Job::Verb::look && t_.options.mode != config::Mode::enforce)
    return "observe mode: nothing is written";
  // Everybody may ask for a plan: nobody may fill the memory with it.
  if (queue_.size() >= kMostWaiting) return "busy: too many requests wait for this device";
  return {};
}

void TrackedDevice::was_reset() {
  if (memory_.second_reset(std::chrono::steady_clock::now())) take_back_ = kSecondReset;
  reconcile_after(t_.options.gather, Reason::reset);
}

void TrackedDevice::unbound() {
  // On the way off the bus that is the first thing to happen; the job still runs.
  if (!is_ejecting()) {
    abandon();
    answer_all("the driver has let the device go");
  }
  later_.disarm();
  pending_.reset();
  stalled_ = false;
  state::Journal::drop(t_.options.paths.runtime, view_.device.address);
  view_.device.driver.clear();
  view_.device.bind_epoch = 0;
  view_.published.clear();
  view_.library = {};
  view_.set.reset();
  view_.desired = {};
  view_.last = {};
  view_.state = State::unmanaged;
  view_.note = "no driver";
  forget_binding();
  t_.listener.device_changed(view_);
}

/// A trial ends with the binding that it was made on: its notes are cleared up when the card is
/// back.
void TrackedDevice::forget_binding() {
  if (trial_.open()) t_.notes->trials.binding_ended(view_.device);
  memory_.forget_all();
  take_back_.clear();
  trial_.end();
  view_.trial_until_usec = trial_.until_usec();
}

bool TrackedDevice::is_ejecting() const { return running_ && verb_ == Job::Verb::eject; }

void TrackedDevice::retire() {
  retired_ = true;
  if (is_ejecting() && answering_) answer({});
  if (trial_.open()) t_.notes->trials.binding_ended(view_.device);
  probation_.end();
  abandon();
  answer_all("the device is gone");
  state::Journal::drop(t_.options.paths.runtime, view_.device.address);
}

void TrackedDevice::leave() {
  retired_ = true;
  probation_.end();
  abandon();
}

// --- starting jobs ---

void TrackedDevice::pump() {
  if (running_ || stalled_ || retired_) return;
  if (trial_.take_overdue()) {
    start_undo();
  } else if (!queue_.empty()) {
    start_request();
  } else if (pending_) {
    const auto reason = *pending_;
    pending_.reset();
    start_reconcile(reason);
  }
}

Job TrackedDevice::new_job(Job::Verb verb, Reason reason) const {
  Job job;
  job.paths = t_.options.paths;
  job.boot_id = t_.boot_id;
  job.syspath = view_.device.syspath;
  job.verb = verb;
  job.reason = reason;
  job.notes = t_.notes;
  job.trial_watched = trial_.open();
  job.consent = memory_.consent();
  job.consent.shared = t_.shared_knobs;
  job.policy = t_.policy;
  job.machine = t_.machine;
  job.published = view_.published;
  job.sets = t_.sets;
  return job;
}

void TrackedDevice::start_request() {
  answering_ = true;
  const auto& request = queue_.front().request;
  if (auto error = prepare(request); !error.empty()) {
    answer({.error = std::move(error)});
    return pump();
  }
  auto job = new_job(request.verb, Reason::request);
  const bool apply = request.verb == Job::Verb::apply;
  job.why_not = "planned";
  job.respect_hold = apply && !request.overrides.empty();
  job.forgive = apply && !job.respect_hold;
  if (job.forgive) memory_.forget_fights();
  job.consent.contended = memory_.consent().contended;
  job.consent.requested = apply;
  job.force = request.force;
  job.on_trial = request.revert_after.count() > 0;
  job.consent.trial = job.on_trial;
  start(std::move(job));
}

/// What has to be on disk before the request's job starts: a daemon that dies in between must not
/// apply again what was to be put back. The reason why it could not be done, or empty.
std::string TrackedDevice::prepare(const Request& request) const {
  const auto failed = [](std::string_view what, int error) {
    return error == 0 ? std::string() : fmt::format("{}: {}", what, sys::describe_errno(error));
  };
  const auto& device = view_.device;
  if (!request.overrides.empty())
    return failed("the override cannot be kept",
                  t_.notes->overrides.change(device, request.overrides));
  if (request.verb == Job::Verb::apply)
    return failed("the hold cannot be released", t_.notes->holds.release(device));
  if (request.verb == Job::Verb::revert)
    return failed("the hold cannot be kept", t_.notes->holds.hold(device, request.keep));
  return {};
}

void TrackedDevice::start_undo() {
  auto job = new_job(Job::Verb::undo, Reason::retry);
  job.take_back = kNotConfirmed;
  pending_ = Reason::retry;  // afterwards, to show what is held
  start(std::move(job));
}

void TrackedDevice::start_reconcile(Reason reason) {
  const bool enforce = t_.options.mode == config::Mode::enforce;
  auto job = new_job(enforce ? Job::Verb::apply : Job::Verb::look, reason);
  job.why_not = enforce ? "" : "observe mode";
  job.respect_hold = true;
  // The device has lost its values by itself: that is no fight.
  job.consent.requested = reason == Reason::resume || reason == Reason::reset;
  job.take_back = std::exchange(take_back_, {});
  start(std::move(job));
}

void TrackedDevice::start(Job job) {
  verb_ = job.verb;
  const auto id = ++job_;
  running_ = start_job(std::move(job), t_.backend, t_.sender,
                       [weak = weak_from_this(), id](JobResult result, std::string error) {
                         if (const auto self = weak.lock())
                           self->finished(id, std::move(result), std::move(error));
                       });
  watchdog_.arm(t_.options.stall);
}

// --- results ---

/// Parameters of the module are in no plan of a device: the module keeper stores them, and the
/// device that wants them is told.
void TrackedDevice::add_parameters(JobResult& result) const {
  const auto module = t_.module.get();
  for (auto& step : parameter_steps(result.desired, card_key(result.device), module)) {
    result.report.outcomes.push_back(unexecuted_outcome(step, "not stored yet"));
    result.plan.steps.push_back(std::move(step));
  }
}

void TrackedDevice::module_changed() {
  if (!handled_ || !view_.device.managed() || view_.state == State::stalled) return;
  const auto before = view_.last;
  std::erase_if(view_.last.outcomes,
                [](const Outcome& o) { return o.name.starts_with("parameter."); });
  for (const auto& step : parameter_steps(view_.desired, card_key(view_.device), t_.module.get()))
    view_.last.outcomes.push_back(unexecuted_outcome(step, "not stored yet"));
  if (same_outcomes(before, view_.last)) return;
  const bool held = view_.state == State::held;
  if (!held) view_.state = state_of(view_.last);
  view_.note = note_of(view_.last);
  show_waiting();
  t_.listener.device_changed(view_);
}

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
  const bool threw = !error.empty();
  if (!threw) error = result.error;
  add_parameters(result);
  Answer reply{.error = std::move(error), .plan = result.plan, .report = result.report};
  if (verb_ == Job::Verb::eject) {
    // Nothing was learnt about it, and it is about to go.
    if (result.gone) reply.error = "the device is gone";
  } else if (result.gone) {
    reply.error = "the device is gone";
  } else if (!threw && (reply.error.empty() || result.executed || !answering_)) {
    follow_up(result);
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
    view_.published = result.published;
    if (verb_ != Job::Verb::undo && verb_ != Job::Verb::release) {
      view_.desired = result.desired;
      view_.overlay = result.overlay;
      view_.library = result.library;
      const auto* set = t_.sets ? find_set(*t_.sets, result.library.set) : nullptr;
      view_.set = set == nullptr ? std::nullopt : std::optional(*set);
    }
    if (answering_ || !repeats(view_.last, result.report)) {
      view_.last = result.report;
      if (result.executed) view_.last_applied_usec = realtime_usec();
    }
    // After an undo there is another job at once, which finds what is held.
    if (verb_ != Job::Verb::undo) show_state(result);
  }
  t_.listener.device_changed(view_);
  if (result.executed && (result.wrote || answering_)) t_.listener.device_applied(view_);
}

/// Trials, probations and fights.
void TrackedDevice::follow_up(const JobResult& result) {
  const auto now = std::chrono::steady_clock::now();
  if (result.executed && verb_ == Job::Verb::apply) memory_.learn(result.plan, result.report, now);
  if (result.on_probation) probation_.start(card_key(result.device));
  const auto limit = answering_ ? queue_.front().request.revert_after : std::chrono::seconds(0);
  if (result.trial_open && limit.count() > 0) trial_.start(limit);
  if (!result.trial_open) trial_.end();
  view_.trial_until_usec = trial_.until_usec();
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
  show_waiting();
  // Who has asked is told; of what nobody has asked for, this has to tell.
  if (!answering_ && !result.error.empty()) view_.note = result.error;
}

/// What a state says beside its outcomes: nothing is written, or a trial runs.
void TrackedDevice::show_waiting() {
  const bool observing = t_.options.mode != config::Mode::enforce && view_.state == State::pending;
  if (observing) view_.note += ", observe mode";
  if (trial_.open() && view_.state == State::applied) {
    view_.state = State::unconfirmed;
    view_.note = "waits for confirm";
  }
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
