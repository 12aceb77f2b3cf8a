// SPDX-License-Identifier: MIT
// The steps of a device for the parameters that it wants: the verdict on each, as it concerns this
// card.
#include "lib/module/module_state.hpp"
#include "lib/module/probe_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

Step step_of(const Setting& setting) {
  Step step;
  step.knob = setting.knob;
  step.name = setting.name;
  step.origin = setting.origin;
  step.to = format(*setting.knob, setting.value);
  step.goal.value = to_string(setting.value);
  step.goal.risk = parameter_risk(module_parameter_of(*setting.knob), setting.value);
  return step;
}

/// `1 by 20-egpu.toml:9 for 0000:3f:00.0`.
std::string by(const DesiredValue& desired_value) {
  const bool of_device = desired_value.setting.order != 0 && !desired_value.name.empty();
  return fmt::format("{} by {}{}", desired_value.text, short_form(desired_value.setting.origin),
                     of_device ? " for " + desired_value.name : "");
}

/// The reason given to both sides of a conflict.
void tell_conflict(Step& step, const ParameterState& s, bool won) {
  if (s.state != StepState::already && s.state != StepState::pending &&
      s.state != StepState::change && won)
    return;  // a worse problem keeps it from being in force
  std::string others;
  for (const auto& loser : s.desired.losers)
    others += fmt::format("{}{}", others.empty() ? "" : ", ", by(loser));
  step.verdict.state = StepState::conflict;
  step.verdict.reason = won ? fmt::format("wins over {}", others)
                            : fmt::format("{} wins: it comes later", by(s.desired.winner));
  if (won && !s.reason.empty()) step.verdict.reason += "; " + s.reason;
}

/// The state of the parameter of this name for the card with this id: its own, or the driver's.
const ParameterState* state_for(const ModuleState& module, const std::string& name,
                                std::string_view id) {
  const ParameterState* of_driver = nullptr;
  for (const auto& s : module.parameters) {
    if (s.desired.winner.setting.name != name) continue;
    if (!s.desired.of_card) of_driver = &s;
    if (s.desired.of_card && s.desired.winner.id == id) return &s;
  }
  return of_driver;
}

/// The text that the card wants: that of the winner, unless it has lost.
const std::string& text_for(const DesiredParameter& desired, std::string_view id) {
  const auto loser = std::ranges::find(desired.losers, id, &DesiredValue::id);
  return loser == desired.losers.end() ? desired.winner.text : loser->text;
}

/// The value of the driver as a whole is not always that of the card: it may have been probed with
/// one of its own, or can be.
void apply_own_probe(Step& step, const ParameterState& s, const ModuleState& module,
                     std::string_view id) {
  const auto card = std::ranges::find(module.cards, id, &ProbeCard::id);
  if (card == module.cards.end() || !card->present || s.route != Route::modprobe) return;
  const auto kernel = parse_kernel_version(module.kernel);
  if (!is_read_at_probe_only(*s.desired.parameter, card->gfx, kernel)) return;
  const auto rebind = fmt::format("`rmcpctl rebind {}`", to_string(card->address));
  const auto own = own_value(module.probed, *card, *s.desired.parameter);
  auto& verdict = step.verdict;
  if (own) step.from = own->text;
  const bool as_wanted =
      own && shows_value(*s.desired.parameter, own->text, text_for(s.desired, id), kernel);
  if (as_wanted && verdict.state == StepState::conflict) {
    verdict.reason = fmt::format("has {} until it is bound again; {}", own->text, verdict.reason);
  } else if (verdict.state == StepState::conflict && s.writable) {
    verdict.reason += "; for this device alone: " + rebind;
  } else if (as_wanted && verdict.state == StepState::pending) {
    verdict = {};
  } else if (own && !as_wanted && verdict.state == StepState::already) {
    verdict.state = StepState::pending;
    verdict.reason = fmt::format("probed with {}, needs {}", own->text, rebind);
  } else if (verdict.state == StepState::pending && s.writable) {
    verdict.reason += ", or " + rebind;
  }
}

void apply_verdict(Step& step, const ModuleState& module, std::string_view id) {
  const auto name = step.name.substr(kParameterPrefix.size());
  for (const auto& row : module.rows) {
    if (row.name == name) step.from = row.loaded;
  }
  const auto* s = state_for(module, step.name, id);
  if (s == nullptr) return;
  const auto& losers = s->desired.losers;
  const bool lost = std::ranges::find(losers, id, &DesiredValue::id) != losers.end();
  step.verdict.state = s->state;
  step.verdict.reason = s->reason;
  step.verdict.needs_reboot = s->needs_reboot;
  if (!lost && !s->desired.winner.text.empty()) step.to = s->desired.winner.text;
  if (s->desired.of_card) step.from = s->found;
  if (!losers.empty()) tell_conflict(step, *s, !lost);
  if (!s->desired.of_card) apply_own_probe(step, *s, module, id);
}

}  // namespace

std::vector<Step> parameter_steps(const Desired& desired, std::string_view id,
                                  const ModuleState* module) {
  std::vector<Step> steps;
  for (const auto& [name, setting] : desired.settings) {
    if (setting.knob->kind != KnobKind::parameter) continue;
    auto step = step_of(setting);
    step.verdict.state = StepState::pending;
    step.verdict.reason = "not stored yet";
    if (module != nullptr) apply_verdict(step, *module, id);
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace rmcp
