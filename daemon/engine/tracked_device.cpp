// SPDX-License-Identifier: MIT
// Runs one job at a time, by one order of priority.
#include "daemon/engine/tracked_device.hpp"

#include "daemon/engine/parameter_window.hpp"
#include "daemon/engine/passing.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/engine/worker.hpp"
#include "daemon/state/journal.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/loop_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace rmcp::engine {
namespace {

using Code = Failure::Code;

constexpr auto kSecondReset = "the GPU was reset twice within ten minutes";

std::string unmanaged_because(const std::string& driver) {
  return "unmanaged: " + (driver.empty() ? "no driver is bound" : "bound to " + driver);
}

Failure gone() { return {Code::no_such_device, "the device is gone"}; }

Failure settling(const std::string& why) { return {Code::device_busy, "settling: " + why}; }

/// A read tells the loop nothing that an event would not.
Answer reply_to_read(JobResult result) {
  if (result.gone) return {.failure = gone()};
  if (!result.settling.empty()) return {.failure = settling(result.settling)};
  return {.failure = std::move(result.failure), .readings = std::move(result.readings)};
}

void answer(const std::vector<Done>& asked, const Answer& reply) {
  for (const auto& done : asked) done(reply);
}

}  // namespace

TrackedDevice::TrackedDevice(Tracking tracking, Device seen)
    : tracking_(std::move(tracking)),
      later_(tracking_.loop, [this] { reconcile(later_reason_); }),
      watchdog_(tracking_.loop, [this] { check_progress(); }),
      trial_(
          tracking_.loop, [this] { pump(); }, tracking_.options.undo_pause),
      retry_(
          tracking_.loop, [this] { reconcile(Reason::retry); }, tracking_.options.retry_pauses),
      probation_(tracking_.loop,
                 {tracking_.options.paths.state, tracking_.boot_id, tracking_.options.probation},
                 [] {}) {
  view_.device = std::move(seen);
}

/// The running job takes the driver away by itself.
bool TrackedDevice::is_moving() const {
  const auto* running = std::get_if<Running>(&life_);
  return running != nullptr && (is_a<Eject>(running->verb) || is_a<Rebind>(running->verb));
}

// --- hints and requests ---

bool TrackedDevice::hint(const device::Event& event) {
  using Kind = device::Event::Kind;
  const bool rebound = check_binding();
  switch (event.kind) {
    case Kind::add:
      reconcile_after(tracking_.options.wait_for_driver, Reason::hotplug);
      break;
    case Kind::bind:
      bound_epoch_ = view_.device.binding.epoch;
      reconcile(Reason::hotplug);
      break;
    case Kind::wedged:
      was_reset(event.detail);
      break;
    default:
      reconcile_after(tracking_.options.gather, Reason::hotplug);
  }
  return rebound;
}

/// Only the driver link decides whether records of the binding are valid: events are late, and any
/// user of udevadm can send one.
bool TrackedDevice::check_binding() {
  const auto epoch = sys::LoopFiles::pci_binding(view_.device.syspath);
  if (epoch == view_.device.binding.epoch) return false;
  // Removal from the bus begins with unbinding, and so does a rebind: the job still runs.
  if (!is_moving()) {
    answer_all(abandon(), {Code::failed, "the driver was unbound"});
  }
  const auto& runtime = tracking_.options.paths.runtime;
  state::Journal::binding_ended(runtime, view_.device.address, view_.device.binding.epoch);
  tracking_.notes->identities.binding_ended(view_.device.address, view_.device.binding.epoch);
  view_.device.binding.driver = sys::LoopFiles::pci_driver(view_.device.syspath);
  view_.device.binding.epoch = epoch;
  binding_ended();
  const auto* running = std::get_if<Running>(&life_);
  const bool rebinds = running != nullptr && is_a<Rebind>(running->verb);
  const bool unbound = view_.device.binding.driver.empty();
  view_.state = unbound && !rebinds ? State::unmanaged : State::settling;
  view_.note = rebinds ? "is being rebound" : unbound ? "no driver" : "";
  tracking_.changed(view_);
  return true;
}

/// Discards all state of the last binding.
void TrackedDevice::binding_ended() {
  later_.disarm();
  retry_.reset();
  queue_.drop_reconcile();
  trial_.forget();
  view_.trial = trial_.phase();
  view_.trial_until_usec = 0;
  memory_.forget_all();
  take_back_.clear();
  maybe_lost_ = false;
  unreadable_since_.reset();
  view_.published.clear();
  view_.library = {};
  view_.set.reset();
  view_.desired = {};
  view_.last = {};
}

/// From 6.15 on `none` also follows a ring reset, which costs the card nothing
/// (amdgpu_job.c:amdgpu_job_timedout): only the values show whether it was more.
void TrackedDevice::was_reset(const std::string& recovery) {
  const auto now = sys::BootClock::now();
  if (recovery == "none") {
    maybe_lost_ = true;
  } else {
    if (memory_.reset_lately(now)) take_back_ = kSecondReset;
    memory_.count_reset(now);
  }
  reconcile_after(tracking_.options.gather, Reason::reset);
  trial_.try_again();
}

void TrackedDevice::reconcile(Reason reason) {
  later_.disarm();
  if (reason != Reason::retry) retry_.reset();
  queue_.add_reconcile(reason);
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

/// The reason to refuse a request at once.
Failure TrackedDevice::refusal(const Verb& verb) const {
  if (is<Gone>()) return gone();
  if (is<Stalled>())
    return {Code::device_busy, "stalled: an earlier access to the device has not returned"};
  if (!view_.device.managed())
    return {Code::failed, unmanaged_because(view_.device.binding.driver)};
  if (is_a<Apply>(verb) && tracking_.now.nothing_in_force)
    return {Code::policy_invalid, kNothingInForce};
  if (!only_reads(verb) && tracking_.options.mode != config::Mode::enforce)
    return {Code::failed, "observe mode: nothing is written"};
  if (!queue_.has_room())
    return {Code::device_busy, "busy: too many requests wait for this device"};
  if (is_a<Confirm>(verb) && trial_.phase() > TrialPhase::open)
    return {Code::failed, "not confirmed in time: it is being taken back"};
  return {};
}

void TrackedDevice::request(Verb verb, Done done) {
  auto failure = refusal(verb);
  // The plan for a device on another driver is empty.
  const bool nothing =
      is_a<PlanOnly>(verb) && !view_.device.managed() && failure.code == Code::failed;
  if (nothing) return done({});
  if (failure) return done({.failure = std::move(failure)});
  const bool applies = is_a<Apply>(verb);
  queue_.add(std::move(verb), std::move(done));
  if (applies) trial_.try_again();
  pump();
}

void TrackedDevice::release(std::function<void()> done) {
  if (is<Stalled>() || is<Gone>() || !view_.device.managed()) return done();
  queue_.add_release([done = std::move(done)](const Answer&) { done(); });
  pump();
}

void TrackedDevice::retire() {
  if (auto* running = std::get_if<Running>(&life_);
      running != nullptr && is_a<Eject>(running->verb)) {
    // The eject has succeeded.
    answer(std::exchange(running->asked, {}), {});
  }
  probation_.end();
  const auto asked = abandon();
  life_ = Gone{};
  answer_all(asked, gone());
}

void TrackedDevice::leave() {
  probation_.end();
  abandon();
  life_ = Gone{};
}

// --- starting jobs ---

void TrackedDevice::pump() {
  while (is<Idle>()) {
    auto work = queue_.next(trial_.due(), tracking_.now.still);
    if (!work) return;
    start(std::move(*work));
  }
}

void TrackedDevice::start(WorkQueue::Work work) {
  switch (work.kind) {
    case WorkQueue::Kind::undo:
      return start(trial_.begin(), Reason::retry, {});
    case WorkQueue::Kind::release:
      return start(Release{}, Reason::request, std::move(work.asked));
    case WorkQueue::Kind::reconcile:
      return start(reconcile_verb(work.reason), work.reason, {});
    case WorkQueue::Kind::plan:
      return start(PlanOnly{.as_apply = true}, Reason::request, std::move(work.asked));
    case WorkQueue::Kind::read:
      return start(std::move(work.verb), Reason::request, std::move(work.asked));
    case WorkQueue::Kind::revert:
    case WorkQueue::Kind::request:
      if (is_a<Apply>(work.verb)) memory_.forget_fights();
      return start(std::move(work.verb), Reason::request, std::move(work.asked));
  }
}

Verb TrackedDevice::reconcile_verb(Reason reason) {
  if (tracking_.options.mode != config::Mode::enforce) return PlanOnly{.why_not = "observe mode"};
  Reconcile verb{.take_back = std::exchange(take_back_, {})};
  if (verb.take_back.empty() && std::exchange(maybe_lost_, false)) {
    verb.only_if_lost = true;
    if (memory_.reset_lately(sys::BootClock::now())) verb.take_back = kSecondReset;
  }
  verb.wake = reason != Reason::retry;
  return verb;
}

Job TrackedDevice::new_job(Verb verb, Reason reason) const {
  Job job;
  job.paths = tracking_.options.paths;
  job.boot_id = tracking_.boot_id;
  job.syspath = view_.device.syspath;
  job.reason = reason;
  job.notes = tracking_.notes;
  job.trial = trial_.phase();
  job.bound_epoch = bound_epoch_;
  job.give_up_identity = unreadable_since_ && sys::BootClock::now() - *unreadable_since_ >=
                                                  tracking_.options.identity_patience;
  job.consent = memory_.consent();
  job.consent.shared = tracking_.now.shared_knobs;
  // A request is no drift, and neither is a value that the device has lost by itself.
  const auto* look = as<PlanOnly>(verb);
  job.consent.requested = (look != nullptr && look->as_apply) || is_a<Apply>(verb) ||
                          is_a<Change>(verb) || is_a<Confirm>(verb) || reason == Reason::resume ||
                          reason == Reason::reset;
  const auto* apply = as<Apply>(verb);
  job.consent.trial = apply != nullptr && apply->revert_after.count() > 0;
  job.policy = tracking_.now.policy;
  job.machine = tracking_.now.machine;
  job.published = view_.published;
  job.sets = tracking_.now.sets;
  job.window = tracking_.options.window;
  job.verb = std::move(verb);
  return job;
}

void TrackedDevice::start(Verb verb, Reason reason, std::vector<Done> asked) {
  Running running{.id = ++last_job_, .verb = verb, .asked = std::move(asked), .control = {}};
  const auto done = [weak = weak_from_this(), id = running.id](JobResult result,
                                                               const std::string& error) {
    if (const auto self = weak.lock()) self->finished(id, std::move(result), error);
  };
  try {
    running.control =
        start_job(new_job(std::move(verb), reason), tracking_.backend, tracking_.sender, done);
    life_ = std::move(running);
    watchdog_.arm(stall_limit(std::get<Running>(life_).verb));
  } catch (const std::system_error& error) {  // no thread can be created
    JobResult result;
    result.device = view_.device;
    result.failure = {Code::device_busy, fmt::format("no worker can be started: {}", error.what())};
    end(running, std::move(result));
  }
}

// --- results ---

void TrackedDevice::finished(std::uint64_t id, JobResult result, const std::string& error) {
  if (const auto* stalled = std::get_if<Stalled>(&life_); stalled != nullptr && stalled->id == id) {
    life_ = Idle{};
    trial_.try_again();
    return reconcile(Reason::retry);
  }
  auto* running = std::get_if<Running>(&life_);
  if (running == nullptr || running->id != id) return;  // given up earlier
  if (!error.empty()) {
    result = {};
    result.device = view_.device;
    result.failure = {Code::failed, "internal error: " + error};
  }
  const auto job = std::move(*running);
  life_ = Idle{};
  watchdog_.disarm();
  end(job, std::move(result));
  pump();
}

/// Displays the result of a job, and answers its callers.
void TrackedDevice::end(const Running& job, JobResult result) {
  if (is_a<ReadKnobs>(job.verb)) return answer(job.asked, reply_to_read(std::move(result)));
  add_parameters(result);
  Answer reply{.failure = result.failure,
               .plan = result.plan,
               .report = result.report,
               .rebound = result.rebound,
               .readings = {}};
  const bool ran = !result.failure || result.executed;
  if (result.gone) {
    reply.failure = gone();
    mark_handled();
  } else if (!result.settling.empty()) {
    reply.failure = settling(result.settling);
    settle_later(result);
  } else if (is_a<Rebind>(job.verb)) {
    end_rebind(reply);
  } else if (!is_a<Eject>(job.verb)) {
    if (ran) {
      follow_up(job, result);
      accept(job, result);
    } else if (!job.is_asked()) {
      show_failure(result.failure.text);
    }
    try_again_if_it_may_help(job, result);
    mark_handled();
  }
  answer(job.asked, reply);
}

/// The events of a rebind come later, or not at all if there was no binding in the end.
void TrackedDevice::end_rebind(const Answer& answer) {
  tracking_.rebound(answer);
  if (check_binding()) bound_epoch_ = view_.device.binding.epoch;
  queue_.add_reconcile(Reason::hotplug);
  tracking_.changed(view_);
}

/// Trials, probations, fights and resets.
void TrackedDevice::follow_up(const Running& job, const JobResult& result) {
  if (result.device.binding.epoch != view_.device.binding.epoch) {
    // The job has seen another binding before its event arrived.
    binding_ended();
    queue_.add_reconcile(Reason::hotplug);
  }
  const auto now = sys::BootClock::now();
  const bool applies = !is_a<PlanOnly>(job.verb) && !is_a<Revert>(job.verb) &&
                       !is_a<Undo>(job.verb) && !is_a<Release>(job.verb);
  if (result.executed && applies) memory_.learn(result.plan, result.report, now);
  const auto* reconcile = as<Reconcile>(job.verb);
  if (reconcile != nullptr && reconcile->only_if_lost && result.lost) memory_.count_reset(now);
  if (const auto id = card_id(result.device); id && result.on_probation)
    probation_.start(id->key());
  if (!result.trial) return;
  const auto* apply = as<Apply>(job.verb);
  if (apply != nullptr && result.trial->phase == TrialPhase::open) trial_.open(apply->revert_after);
  trial_.accept(*result.trial);
  // Displays the settings that are held now.
  if (is_a<Undo>(job.verb)) queue_.add_reconcile(Reason::retry);
}

/// After a reset, a suspend, or firmware that did not answer: few attempts, none of which wakes a
/// card.
void TrackedDevice::try_again_if_it_may_help(const Running& job, const JobResult& result) {
  if (is_a<Undo>(job.verb)) {
    if (result.failure) trial_.accept({TrialPhase::undoing, result.failure.text});
    return;
  }
  if (is_a<PlanOnly>(job.verb)) return;
  const auto& outcomes = result.report.outcomes;
  const bool may_help = result.failure.code == Code::device_busy ||
                        std::any_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) {
                          return o.result == Result::failed && passes(o.error);
                        });
  may_help ? retry_.failed() : retry_.reset();
}

void TrackedDevice::answer_all(const std::vector<Done>& running, const Failure& failure) {
  answer(running, {.failure = failure});
  answer(queue_.clear(), {.failure = failure});
}

void TrackedDevice::mark_handled() {
  if (handled_) return;
  handled_ = true;
  tracking_.handled();
}

// --- devices that do not answer ---

std::chrono::milliseconds TrackedDevice::stall_limit(const Verb& verb) const {
  return is_a<Rebind>(verb) ? tracking_.options.rebind_stall : tracking_.options.stall;
}

void TrackedDevice::check_progress() {
  const auto* running = std::get_if<Running>(&life_);
  if (running == nullptr) return;
  const auto quiet =
      std::chrono::duration_cast<std::chrono::milliseconds>(running->control->since_step());
  const auto limit = stall_limit(running->verb);
  if (quiet >= limit) return stall();
  watchdog_.arm(limit - quiet);
}

void TrackedDevice::stall() {
  const auto& running = std::get<Running>(life_);
  const Stalled stalled{running.id};
  const bool rebinds = is_a<Rebind>(running.verb);
  const auto limit = stall_limit(running.verb);
  const Failure failure{Code::device_busy, rebinds
                                               ? "stalled: amdgpu does not return from a rebind: "
                                                 "only a reboot brings the device back"
                                               : "stalled: the device does not answer"};
  if (is_a<Undo>(running.verb)) trial_.accept({TrialPhase::undoing, failure.text});
  const auto asked = abandon();
  life_ = stalled;
  queue_.drop_reconcile();
  view_.state = State::stalled;
  view_.note = fmt::format("no answer for {} s{}",
                           std::chrono::duration_cast<std::chrono::seconds>(limit).count(),
                           rebinds ? " in a rebind: needs a reboot" : "");
  view_.trial = trial_.phase();
  answer_all(asked, failure);
  tracking_.changed(view_);
  mark_handled();
}

/// Leaves the running job behind. Its requests still need an answer.
std::vector<Done> TrackedDevice::abandon() {
  watchdog_.disarm();
  auto life = std::exchange(life_, Idle{});
  auto* running = std::get_if<Running>(&life);
  if (running == nullptr) return {};
  running->control->abandon();
  if (is_a<Rebind>(running->verb)) {
    tracking_.options.window->give_up(to_string(view_.device.address));
    tracking_.rebound({.failure = {Code::device_busy, "the rebind was given up"}});
  }
  return std::move(running->asked);
}

}  // namespace rmcp::engine
