// SPDX-License-Identifier: MIT
// The only place from which a device is written to.
#include "engine/executor.hpp"

#include "sys/file.hpp"

#include <fmt/format.h>

#include <cerrno>

namespace rmcp::engine {
namespace {

Outcome fail(Outcome outcome, int error, std::string reason) {
  outcome.result = Result::failed;
  outcome.error = error;
  outcome.reason = std::move(reason);
  return outcome;
}

}  // namespace

Executor::Executor(backend::Backend& backend, const Device& device, state::Journal& journal,
                   JobControl& control, Published& published)
    : backend_(backend),
      device_(device),
      journal_(journal),
      control_(control),
      published_(published) {}

Report Executor::run(const Plan& plan, Reason reason) {
  Report report{.reason = reason, .outcomes = {}};
  for (const auto& step : plan.steps) {
    report.outcomes.push_back(execute(step));
    if (step.action == Step::Action::set) results_[step.name] = report.outcomes.back().result;
  }
  return report;
}

Outcome Executor::execute(const Step& planned) {
  control_.step();
  const bool late = planned.late && planned.state == StepState::change;
  const auto step = late && !requirement_failed(planned) ? settled(planned) : planned;
  auto outcome = unexecuted_outcome(step, "");
  if (step.state != StepState::change) {
    // What has become wrong is not to be used any longer.
    if (is_published(*step.knob) && step.state == StepState::impossible)
      published_.erase(step.name);
    note(step, outcome);
    return outcome;
  }
  if (is_published(*step.knob)) return publish(step, std::move(outcome));
  if (requirement_failed(step)) {
    outcome.result = Result::skipped;
    outcome.reason =
        fmt::format("needs {} = {}", step.knob->requires_knob, step.knob->requires_value);
    return outcome;
  }
  outcome = write(step, std::move(outcome));
  note(step, outcome);
  return outcome;
}

/// Read anew: earlier steps have put its requirement in force.
Step Executor::settled(const Step& step) {
  Readings readings;
  for (const auto name : {std::string_view(step.name), step.knob->requires_knob}) {
    readings[std::string(name)] = backend_.read(device_, *find_knob(name), backend::Wake::yes);
    control_.step();
  }
  return settle(step, readings, journal_.originals());
}

bool Executor::requirement_failed(const Step& step) const {
  if (step.action != Step::Action::set || step.needs_nothing) return false;
  const auto needed = results_.find(step.knob->requires_knob);
  return needed != results_.end() && !is_good(needed->second);
}

Outcome Executor::write(const Step& step, Outcome outcome) {
  if (control_.abandoned())
    return fail(std::move(outcome), ECANCELED, "given up: an earlier step took too long");
  if (!backend_.still_bound(device_))
    return fail(std::move(outcome), ENODEV, "the driver has let the device go");
  if (step.action == Step::Action::set) {
    const auto note = [&] { return journal_.note_original(step.name, step.original); };
    if (const int error = control_.unless_abandoned(note)) {
      return fail(std::move(outcome), error,
                  "not written: the journal cannot be: " + sys::describe_errno(error));
    }
  }
  wrote_ = true;
  if (const int error = backend_.write(device_, *step.knob, step.write)) {
    // Of several lines the first ones may have been taken.
    outcome.touched = step.knob->write_as != WriteAs::text;
    return fail(std::move(outcome), error, sys::describe_errno(error));
  }
  outcome.touched = true;
  return read_back(step, std::move(outcome));
}

Outcome Executor::read_back(const Step& step, Outcome outcome) {
  const auto good = step.action == Step::Action::set ? Result::applied : Result::restored;
  const auto& knob = *step.knob;
  if (!step.expect) {
    outcome.result = step.action == Step::Action::set ? Result::written : Result::restored;
    return outcome;
  }
  control_.step();
  const auto reading = backend_.read(device_, knob, backend::Wake::yes);
  if (reading.status != Reading::Status::ok) {
    return fail(std::move(outcome), reading.error,
                "written, but cannot be read back: " + reading.message);
  }
  const auto found = knob.codec->decode(knob, reading);
  outcome.result = found == step.expect ? good : Result::refused;
  if (outcome.result != Result::refused) return outcome;
  outcome.found = found ? format(knob, *found) : reading.raw.substr(0, reading.raw.find('\n'));
  outcome.reason = fmt::format("the driver took the write and shows '{}'", outcome.found);
  return outcome;
}

Outcome Executor::publish(const Step& step, Outcome outcome) {
  if (step.action == Step::Action::set) {
    published_[step.name] = step.write;
    outcome.result = Result::applied;
  } else {
    published_.erase(step.name);
    outcome.result = Result::restored;
  }
  return outcome;
}

/// What is in force by us is noted; what is back as it was, or can never be, is forgotten. A
/// journal that cannot be written now only costs a repeated write later, so it changes no outcome.
void Executor::note(const Step& step, Outcome& outcome) {
  if (is_published(*step.knob)) return;
  if (step.action == Step::Action::set) {
    const bool ours = outcome.result == Result::applied || outcome.result == Result::written;
    if (ours)
      control_.unless_abandoned([&] { return journal_.note_applied(step.name, step.wanted); });
    return;
  }
  const bool retry = step.state == StepState::change && !is_good(outcome.result);
  if (!retry) control_.unless_abandoned([&] { return journal_.forget(step.name); });
}

}  // namespace rmcp::engine
