// SPDX-License-Identifier: MIT
// Counts events within time windows.
#include "daemon/engine/memory.hpp"

namespace rmcp::engine {
namespace {

constexpr std::size_t kMostReapplies = 3;
constexpr std::chrono::minutes kFightTime{1};
constexpr std::chrono::minutes kResetTime{10};

void forget_before(std::deque<Memory::Time>& times, Memory::Time oldest) {
  while (!times.empty() && times.front() < oldest) times.pop_front();
}

/// Refusals that will not change while the card sleeps; it need not be woken to check.
bool stays_so(StepState state) {
  return state == StepState::unsupported || state == StepState::impossible ||
         state == StepState::unconfirmed;
}

}  // namespace

void Memory::learn(const Plan& plan, const Report& report, Time now) {
  for (const auto& step : plan.steps) {
    if (step.action != Step::Action::set) continue;
    const KnobValue wanted{step.name, step.goal.value};
    if (stays_so(step.verdict.state)) {
      consent_.refused[wanted] = {step.verdict.state, step.verdict.reason};
    } else if (step.verdict.state != StepState::skipped) {
      consent_.refused.erase(wanted);
    }
  }
  for (const auto& outcome : report.outcomes) {
    const bool reapplied = outcome.drift && outcome.result == Result::applied;
    if (reapplied && outcome.action == Step::Action::set) count_fight(outcome.name, now);
  }
}

void Memory::count_fight(const std::string& knob, Time now) {
  auto& times = fights_[knob];
  forget_before(times, now - kFightTime);
  times.push_back(now);
  if (times.size() >= kMostReapplies) consent_.contended.insert(knob);
}

void Memory::forget_fights() {
  fights_.clear();
  consent_.contended.clear();
}

void Memory::forget_all() { *this = {}; }

void Memory::count_reset(Time now) {
  forget_before(resets_, now - kResetTime);
  resets_.push_back(now);
}

bool Memory::reset_lately(Time now) const {
  return !resets_.empty() && resets_.back() >= now - kResetTime;
}

}  // namespace rmcp::engine
