// SPDX-License-Identifier: MIT
// Records first, takes the risk afterwards.
#include "daemon/engine/caution.hpp"

#include "daemon/engine/passing.hpp"
#include "daemon/state/probation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace rmcp::engine {
namespace {

constexpr auto kNotBackYet = "an earlier trial is not taken back yet";
constexpr auto kUncleanBoots = "two boots in a row ended within minutes of applying it";

template <class Condition>
std::vector<KnobValue> settings_where(const Plan& plan, Condition condition) {
  std::vector<KnobValue> out;
  for (const auto& step : plan.steps) {
    if (step.action == Step::Action::set && !is_published(*step.knob) && condition(step))
      out.push_back({step.name, step.goal.value});
  }
  return out;
}

bool is_risky(const Step& step) { return step.goal.risk == Risk::confirm; }

void add_new(std::vector<KnobValue>& values, const std::vector<KnobValue>& more) {
  for (const auto& value : more) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
}

/// A value of a knob that still exists, and that needs no confirmation.
void want(Desired& desired, const std::string& name, std::string_view text) {
  const auto* knob = find_knob(name);
  const auto value =
      knob == nullptr ? Expected<Value>(tl::unexpected(name)) : parse_text(*knob, text);
  if (!value) return;
  Setting setting;
  setting.knob = knob;
  setting.name = name;
  setting.value = *value;
  setting.trusted = true;
  desired.settings.emplace(name, std::move(setting));
}

}  // namespace

Caution::Caution(const Job& job, const Device& device, const CardId& card)
    : job_(job), device_(device), card_(card) {}

Consent Caution::consent() const {
  auto consent = job_.consent;
  auto noted = job_.notes->consents.read(card_);
  consent.approved = std::move(noted.approved);
  consent.taken_back = std::move(noted.taken_back);
  return consent;
}

std::optional<Trial> Caution::trial() const { return job_.notes->trials.read(card_); }

bool Caution::still_in_force(const Trial& trial) const {
  return trial.boot_id == job_.boot_id && trial.bind_epoch == device_.binding.epoch;
}

sys::Status Caution::begin_trial(const Plan& plan, const Originals& before) {
  Trial trial{.boot_id = job_.boot_id,
              .bind_epoch = device_.binding.epoch,
              .before = before,
              .tried = {},
              .risky = {},
              .phase = TrialPhase::open,
              .why = {}};
  // A second trial before the first one was confirmed goes back to the values before both.
  if (const auto open = this->trial(); open && still_in_force(*open)) trial = *open;
  add_new(trial.tried, changes_of(plan));
  add_new(trial.risky, risky_changes(plan));
  return save(trial);
}

sys::Status Caution::save(const Trial& trial) { return job_.notes->trials.save(card_, trial); }

sys::Status Caution::approve(const Trial& trial) {
  return job_.notes->consents.approve(card_, trial.risky);
}

sys::Status Caution::revoke(const std::vector<KnobValue>& values, const std::string& why) {
  return values.empty() ? sys::kDone : job_.notes->consents.revoke(card_, values, why);
}

sys::Status Caution::end_trial() { return job_.notes->trials.drop(card_); }

sys::Status Caution::enter_probation(const Plan& plan) {
  const auto risky = risky_changes(plan);
  if (risky.empty()) return sys::kDone;
  state::Probation probation(job_.paths.state, job_.boot_id, card_.key());
  if (probation.unclean_boots() < kMostUncleanBoots) return probation.begin();
  if (const auto noted = revoke(risky, kUncleanBoots); noted.failed()) return noted;
  return probation.end();
}

std::vector<KnobValue> changes_of(const Plan& plan) {
  return settings_where(plan, std::mem_fn(&Step::writes));
}

std::vector<KnobValue> risky_settings(const Plan& plan) { return settings_where(plan, is_risky); }

std::vector<KnobValue> risky_changes(const Plan& plan) {
  return settings_where(plan, [](const Step& step) { return is_risky(step) && step.writes(); });
}

void leave_out_risky(Plan& plan, const std::string& reason) {
  for (auto& step : plan.steps) {
    if (step.action != Step::Action::set || !is_risky(step) || !step.writes()) continue;
    step.verdict.state = StepState::unconfirmed;
    step.verdict.reason = reason;
  }
}

void leave_to_trial(Plan& plan, const Trial& trial) {
  for (auto& step : plan.steps) {
    const auto tried = std::any_of(trial.tried.begin(), trial.tried.end(),
                                   [&](const KnobValue& w) { return w.knob == step.name; });
    if (!tried || is_published(*step.knob)) continue;
    step.verdict.state = StepState::taken_back;
    step.verdict.reason = trial.why.empty() ? kNotBackYet : trial.why;
  }
}

Desired as_desired(const Originals& originals) {
  Desired desired;
  for (const auto& [name, entry] : originals) {
    if (!entry.wanted.empty()) want(desired, name, entry.wanted);
  }
  return desired;
}

Desired released(const Originals& originals) {
  Desired desired;
  for (const auto& [name, entry] : originals) {
    const auto* knob = find_knob(name);
    if (knob == nullptr || knob->release_on_stop.empty()) continue;
    // No value is recorded as in force: the write may have happened nevertheless, in whole or in
    // part.
    if (entry.wanted != knob->release_on_stop) want(desired, name, knob->release_on_stop);
  }
  return desired;
}

std::string first_trouble(const Report& report, bool& waits) {
  std::string first;
  for (const auto& outcome : report.outcomes) {
    if (is_good(outcome.result)) continue;
    waits |= passes(outcome.error);
    if (first.empty())
      first = fmt::format("{}: {}", outcome.name,
                          outcome.reason.empty() ? to_string(outcome.result) : outcome.reason);
  }
  return first;
}

}  // namespace rmcp::engine
