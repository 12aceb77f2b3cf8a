// SPDX-License-Identifier: MIT
// Derives the state and the note for people from outcomes.
#include "lib/plan/report.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

Result result_of(StepState state, Result instead) {
  switch (state) {
    case StepState::change:
      return instead;
    case StepState::already:
      return Result::already;
    case StepState::unsupported:
      return Result::unsupported;
    case StepState::impossible:
      return Result::refused;
    case StepState::skipped:
      return Result::skipped;
    case StepState::failed:
      return Result::failed;
    case StepState::unconfirmed:
      return Result::unconfirmed;
    case StepState::taken_back:
      return Result::taken_back;
    case StepState::drifted:
      return Result::drifted;
    case StepState::contended:
      return Result::contended;
    case StepState::pending:
      return Result::pending;
    case StepState::conflict:
      return Result::conflict;
  }
  return Result::failed;
}

/// The state of a device with this outcome alone.
State state_of(Result result) {
  switch (result) {
    case Result::applied:
    case Result::already:
    case Result::restored:
    case Result::written:
      return State::applied;
    case Result::pending:
      return State::pending;
    case Result::planned:
      return State::planned;
    case Result::held:
      return State::held;
    case Result::drifted:
      return State::drifted;
    case Result::contended:
      return State::contended;
    case Result::conflict:
      return State::conflict;
    case Result::unconfirmed:
      return State::unconfirmed;
    case Result::taken_back:
      return State::taken_back;
    case Result::refused:
    case Result::failed:
    case Result::unsupported:
    case Result::skipped:
      return State::degraded;
  }
  return State::degraded;
}

/// Later ones are more urgent.
constexpr std::array kByPressure{
    State::applied,   State::held,     State::planned,     State::pending,    State::drifted,
    State::contended, State::conflict, State::unconfirmed, State::taken_back, State::degraded};

std::size_t pressure(State state) {
  return static_cast<std::size_t>(std::find(kByPressure.begin(), kByPressure.end(), state) -
                                  kByPressure.begin());
}

/// `power_cap` of `attribute.power_cap`.
std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// A parameter of the module cannot be tried: it is in force until the driver is bound again.
bool is_parameter(const Outcome& outcome) { return outcome.name.starts_with("parameter."); }

std::string how_to_confirm(const Outcome& outcome) {
  return is_parameter(outcome) ? outcome.reason : "rmcpctl apply --revert-after=60s tries it";
}

/// The problem of one setting, and the next step.
std::string note_of(const Outcome& o) {
  const auto knob = last_part(o.name);
  switch (o.result) {
    case Result::drifted:
      return fmt::format("{}: rmcpctl apply sets it again", knob);
    case Result::contended:
      return fmt::format("{}: another program keeps changing it, rmcpctl apply tries again", knob);
    case Result::conflict:
      return fmt::format("{}: cards want different values, rmcpctl kernel shows them", knob);
    case Result::unconfirmed:
      return fmt::format("{}: {}", knob, how_to_confirm(o));
    case Result::taken_back:
      return fmt::format("{}: {}, rmcpctl apply{} tries again", knob, o.reason,
                         is_parameter(o) ? "" : " --revert-after=60s");
    default:
      return fmt::format("{} {}", knob, to_string(o.result));
  }
}

/// "1 pending, reboot for noretry, runpm"
std::string pending_note(const Report& report) {
  std::string stored;
  std::size_t pending = 0;
  for (const auto& o : report.outcomes) {
    if (o.result != Result::pending) continue;
    if (o.needs_reboot)
      stored += fmt::format("{}{}", stored.empty() ? "reboot for " : ", ", last_part(o.name));
    else
      ++pending;
  }
  if (pending == 0) return stored;
  return fmt::format("{} pending{}{}", pending, stored.empty() ? "" : ", ", stored);
}

/// "2 changes: observe mode"
std::string planned_note(const Report& report) {
  std::string why;
  std::size_t planned = 0;
  for (const auto& o : report.outcomes) {
    if (o.result != Result::planned) continue;
    if (why.empty()) why = o.reason;
    ++planned;
  }
  return fmt::format("{} {}{}{}", planned, planned == 1 ? "change" : "changes",
                     why.empty() ? "" : ": ", why);
}

}  // namespace

std::string_view to_string(Result result) {
  constexpr std::array<std::string_view, 16> names{
      "applied",    "already", "restored",  "refused", "failed", "unsupported",
      "written",    "skipped", "pending",   "planned", "held",   "unconfirmed",
      "taken-back", "drifted", "contended", "conflict"};
  return names.at(static_cast<std::size_t>(result));
}

std::string_view to_string(Reason reason) {
  constexpr std::array<std::string_view, 8> names{"coldplug", "hotplug", "resume", "reset",
                                                  "reload",   "request", "retry",  "check"};
  return names.at(static_cast<std::size_t>(reason));
}

std::string_view to_string(State state) {
  constexpr std::array<std::string_view, 16> names{
      "unmanaged",  "settling", "unconfigured", "planned",  "pending",     "applied",
      "degraded",   "drifted",  "contended",    "conflict", "unconfirmed", "trial",
      "taken-back", "held",     "stalled",      "absent"};
  return names.at(static_cast<std::size_t>(state));
}

std::optional<Result> parse_result(std::string_view word) {
  return enum_of(word, Result::conflict);
}

std::optional<State> parse_state(std::string_view word) { return enum_of(word, State::absent); }

bool same_outcomes(const Report& a, const Report& b) {
  return std::equal(a.outcomes.begin(), a.outcomes.end(), b.outcomes.begin(), b.outcomes.end(),
                    [](const Outcome& x, const Outcome& y) {
                      return x.name == y.name && x.result == y.result && x.reason == y.reason &&
                             x.from == y.from && x.to == y.to;
                    });
}

bool repeats(const Report& before, const Report& now) {
  return std::equal(before.outcomes.begin(), before.outcomes.end(), now.outcomes.begin(),
                    now.outcomes.end(), [](const Outcome& a, const Outcome& b) {
                      return a.name == b.name && a.action == b.action && a.to == b.to &&
                             is_good(a.result) && b.result == Result::already;
                    });
}

State state_of(const Report& report) {
  auto state = State::applied;
  for (const auto& outcome : report.outcomes) {
    const auto own = state_of(outcome.result);
    if (pressure(own) > pressure(state)) state = own;
  }
  return state;
}

std::string note_of(const Report& report) {
  const auto state = state_of(report);
  if (state == State::pending) return pending_note(report);
  if (state == State::planned) return planned_note(report);
  if (state == State::applied || state == State::held) return "";
  const Outcome* first = nullptr;
  std::size_t more = 0;
  for (const auto& o : report.outcomes) {
    if (first == nullptr && state_of(o.result) == state)
      first = &o;
    else if (pressure(state_of(o.result)) > pressure(State::pending))
      ++more;
  }
  const auto note = note_of(*first);
  return more == 0 ? note : fmt::format("{}, {} more", note, more);
}

Outcome unexecuted_outcome(const Step& step, const Unexecuted& instead) {
  Outcome outcome{.name = step.name,
                  .action = step.action,
                  .result = result_of(step.verdict.state, instead.result),
                  .from = step.from,
                  .to = step.to,
                  .error = step.verdict.error,
                  .reason = step.verdict.reason,
                  .origin = step.origin,
                  .drift = step.verdict.drift,
                  .needs_reboot = step.verdict.needs_reboot};
  // A value that is stored and waits has its own reason.
  if (step.writes()) outcome.reason = instead.why;
  if (outcome.result == Result::already)
    outcome.reason = joined_reason({outcome.reason, step.goal.remark});
  return outcome;
}

Report report_unexecuted(const Plan& plan, Reason reason, const Unexecuted& instead) {
  Report report{.reason = reason, .outcomes = {}};
  for (const auto& step : plan.steps) report.outcomes.push_back(unexecuted_outcome(step, instead));
  return report;
}

}  // namespace rmcp
