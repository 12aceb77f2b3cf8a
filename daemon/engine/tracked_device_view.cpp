// SPDX-License-Identifier: MIT
// Turns results of jobs into the view of the device.
#include "daemon/engine/tracked_device.hpp"
#include "lib/records/shown_state.hpp"
#include "lib/sys/clocks.hpp"

#include <algorithm>

namespace rmcp::engine {

/// The driver or the identity is not available yet: nothing about the device is read or written,
/// and it is probed again.
void TrackedDevice::settle_later(const JobResult& result) {
  if (!result.answers) {
    unreadable_since_.reset();
  } else if (!unreadable_since_) {
    unreadable_since_ = sys::BootClock::now();
  }
  view_.device = result.device;
  show(view_, {.settling = result.settling});
  reconcile_after(tracking_.options.settling_pause, Reason::hotplug);
  tracking_.changed(view_);
}

void TrackedDevice::accept_changes(const Running& job, const JobResult& result) {
  view_.published = result.published;
  if (!is_a<Undo>(job.verb) && !is_a<Release>(job.verb)) {
    view_.desired = result.desired;
    view_.overlay = result.overlay;
    view_.library = result.library;
    const auto* set =
        tracking_.now.sets ? find_set(*tracking_.now.sets, result.library.set) : nullptr;
    view_.set = set == nullptr ? std::nullopt : std::optional(*set);
  }
  if (job.is_asked() || !repeats(view_.last, result.report)) {
    view_.last = result.report;
    if (result.executed) view_.last_applied_usec = sys::realtime_usec();
  }
  // After an undo, the reconcile that follows sets the state.
  if (!is_a<Undo>(job.verb)) show_state(job, result);
}

void TrackedDevice::accept(const Running& job, JobResult& result) {
  const bool planned_only = job.is_asked() && is_a<PlanOnly>(job.verb);
  view_.device = result.device;
  if (!planned_only) accept_changes(job, result);
  show_trial();
  tracking_.changed(view_);
  if (result.executed && (result.wrote || job.is_asked())) tracking_.applied(view_);
}

/// The module keeper stores parameters, a moment later.
Unexecuted TrackedDevice::parameter_unexecuted() const {
  if (tracking_.options.mode != config::Mode::enforce) return {Result::planned, "observe mode"};
  return {Result::pending, "not stored yet"};
}

/// Parameters of the module are in no plan of a device: the module keeper stores them, and the
/// devices that want them show the result.
void TrackedDevice::add_parameters(JobResult& result) const {
  const auto id = card_id(result.device);
  if (!id) return;
  for (auto& step : parameter_steps(result.desired, id->key(), tracking_.now.module.get())) {
    result.report.outcomes.push_back(unexecuted_outcome(step, parameter_unexecuted()));
    result.plan.steps.push_back(std::move(step));
  }
}

void TrackedDevice::module_changed() {
  const auto id = card_id(view_.device);
  if (!handled_ || !id || !view_.device.managed() || is<Stalled>()) return;
  const auto before = view_.last;
  std::erase_if(view_.last.outcomes,
                [](const Outcome& o) { return o.name.starts_with("parameter."); });
  for (const auto& step : parameter_steps(view_.desired, id->key(), tracking_.now.module.get()))
    view_.last.outcomes.push_back(unexecuted_outcome(step, parameter_unexecuted()));
  if (same_outcomes(before, view_.last)) return;
  show(view_, shown_as(view_.state == State::held, false));
  show_trial();
  tracking_.changed(view_);
}

Handled TrackedDevice::shown_as(bool held, bool executed) const {
  const bool observing = tracking_.options.mode != config::Mode::enforce;
  return {.held = held,
          .executed = executed,
          .only_planned = observing,
          .why_not = observing ? "observe mode" : ""};
}

void TrackedDevice::show_state(const Running& job, const JobResult& result) {
  show(view_, shown_as(result.held || is_a<Revert>(job.verb), result.executed));
  // A caller gets the failure in its reply; for unrequested jobs the note is the only place for it.
  if (view_.device.managed() && !job.is_asked() && result.failure) view_.note = result.failure.text;
}

void TrackedDevice::show_trial() {
  rmcp::show_trial(view_, trial_.phase(), trial_.reason());
  view_.trial_until_usec = trial_.until_usec();
}

void TrackedDevice::show_failure(const std::string& text) {
  view_.state = State::degraded;
  view_.note = text;
  show_trial();
  tracking_.changed(view_);
}

}  // namespace rmcp::engine
