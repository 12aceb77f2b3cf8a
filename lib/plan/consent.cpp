// SPDX-License-Identifier: MIT
// The order of the checks matters: a setting that was taken back stays so even if it is approved or
// trusted.
#include "lib/plan/consent.hpp"

#include "lib/plan/plan.hpp"

namespace rmcp {
namespace {

constexpr auto kHowToConfirm =
    "risky: try it with 'rmcpctl apply --revert-after=60s', then 'rmcpctl confirm'";
constexpr auto kContended = "another program keeps changing it back";

void refuse(Step& step, StepState state, std::string reason) {
  step.verdict.state = state;
  step.verdict.reason = std::move(reason);
}

KnobValue wanted(const Setting& setting) { return {setting.name, to_string(setting.value)}; }

bool may_be_risked(const Setting& setting, const Consent& consent) {
  return setting.trusted || consent.trial || consent.approved.contains(wanted(setting));
}

bool only_reported(const Setting& setting, const Consent& consent) {
  if (setting.on_drift) return *setting.on_drift == OnDrift::report;
  return consent.shared.contains(setting.name);
}

void withhold_drift(Step& step, const Setting& setting, const Consent& consent) {
  if (consent.contended.contains(step.name)) {
    refuse(step, StepState::contended, kContended);
  } else if (only_reported(setting, consent)) {
    refuse(step, StepState::drifted, "changed by another program");
  }
}

/// The refusal that a sleeping card would give if it were woken; null for values that may be tried
/// by now, and for late steps, whose refusal is known only once the requirement is in force.
const Refusal* known_refusal(const Step& step, const Setting& setting, const Consent& consent) {
  const auto it = consent.refused.find(wanted(setting));
  if (it == consent.refused.end() || !step.bytes.write.empty() || step.bytes.late) return nullptr;
  const bool was_unconfirmed = it->second.state == StepState::unconfirmed;
  return was_unconfirmed && may_be_risked(setting, consent) ? nullptr : &it->second;
}

}  // namespace

const std::string* taken_back(const Consent& consent, const Setting& setting) {
  const auto it = consent.taken_back.find(wanted(setting));
  return it == consent.taken_back.end() ? nullptr : &it->second;
}

void withhold(Step& step, const Setting& setting, const Consent& consent) {
  if (const auto* why = taken_back(consent, setting)) {
    if (step.writes() || step.verdict.state == StepState::already)
      refuse(step, StepState::taken_back, *why);
    return;
  }
  if (step.verdict.state != StepState::change) return;
  if (const auto* known = known_refusal(step, setting, consent)) {
    refuse(step, known->state, known->reason);
  } else if (step.goal.risk == Risk::confirm && !may_be_risked(setting, consent)) {
    refuse(step, StepState::unconfirmed, kHowToConfirm);
  } else if (step.verdict.drift && !consent.requested) {
    withhold_drift(step, setting, consent);
  }
}

}  // namespace rmcp
