// SPDX-License-Identifier: MIT
// Derives the state and the note for people from outcomes.
#include "lib/plan/report.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

Result unexecuted(StepState state) {
  switch (state) {
    case StepState::change:
      return Result::pending;
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
    case StepState::held:
      return Result::held;
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
    case Result::drifted:
    case Result::contended:
      return State::drifted;
    case Result::conflict:
      return State::conflict;
    case Result::unconfirmed:
    case Result::held:
      return State::unconfirmed;
    case Result::refused:
    case Result::failed:
    case Result::unsupported:
    case Result::skipped:
      return State::degraded;
  }
  return State::degraded;
}

/// Later ones are more urgent.
constexpr std::array kByPressure{State::applied,  State::pending,     State::drifted,
                                 State::conflict, State::unconfirmed, State::degraded};

std::size_t pressure(State state) {
  return static_cast<std::size_t>(std::find(kByPressure.begin(), kByPressure.end(), state) -
                                  kByPressure.begin());
}

/// `power_cap` of `attribute.power_cap`.
std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

}  // namespace

std::string_view to_string(Result result) {
  constexpr std::array<std::string_view, 14> names{
      "applied", "already", "restored",    "refused", "failed",  "unsupported", "written",
      "skipped", "pending", "unconfirmed", "held",    "drifted", "contended",   "conflict"};
  return names.at(static_cast<std::size_t>(result));
}

std::string_view to_string(Reason reason) {
  constexpr std::array<std::string_view, 8> names{"coldplug", "hotplug", "resume", "reset",
                                                  "reload",   "request", "retry",  "check"};
  return names.at(static_cast<std::size_t>(reason));
}

std::string_view to_string(State state) {
  constexpr std::array<std::string_view, 11> names{
      "unmanaged", "settling",    "pending", "applied", "degraded", "drifted",
      "conflict",  "unconfirmed", "held",    "stalled", "absent"};
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
  std::string first, stored;
  std::size_t bad = 0, pending = 0;
  for (const auto& o : report.outcomes) {
    if (o.result == Result::pending && o.needs_reboot) {
      stored += fmt::format("{}{}", stored.empty() ? "reboot for " : ", ", last_part(o.name));
      continue;
    }
    if (o.result == Result::pending) ++pending;
    if (is_good(o.result) || o.result == Result::pending) continue;
    if (bad++ == 0) first = fmt::format("{} {}", last_part(o.name), to_string(o.result));
  }
  if (bad == 1) return first;
  if (bad > 1) return fmt::format("{}, {} more", first, bad - 1);
  if (pending != 0 && !stored.empty()) return fmt::format("{} pending, {}", pending, stored);
  return pending == 0 ? stored : fmt::format("{} pending", pending);
}

Outcome unexecuted_outcome(const Step& step, std::string_view why) {
  Outcome outcome{.name = step.name,
                  .action = step.action,
                  .result = unexecuted(step.verdict.state),
                  .from = step.from,
                  .to = step.to,
                  .error = step.verdict.error,
                  .reason = step.verdict.reason,
                  .origin = step.origin,
                  .drift = step.verdict.drift,
                  .needs_reboot = step.verdict.needs_reboot};
  // A value that is stored and waits has its own reason.
  if (step.writes()) outcome.reason = why;
  return outcome;
}

Report report_unexecuted(const Plan& plan, Reason reason, std::string_view why) {
  Report report{.reason = reason, .outcomes = {}};
  for (const auto& step : plan.steps) report.outcomes.push_back(unexecuted_outcome(step, why));
  return report;
}

}  // namespace rmcp
