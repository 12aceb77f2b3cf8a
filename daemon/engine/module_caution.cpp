// SPDX-License-Identifier: MIT
// Counts the boots that a risky parameter did not survive, and takes it back after one or two.
#include "daemon/engine/module_caution.hpp"

#include "daemon/engine/caution.hpp"
#include "daemon/state/probation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::engine {
namespace {

constexpr auto kUncleanStarts = "two boots in a row ended within minutes of starting with it";
constexpr auto kUncleanFirst = "the first boot with it ended within minutes";

KnobValue wanted_of(const DesiredParameter& desired) {
  return {desired.winner.setting.name, to_string(desired.winner.setting.value)};
}

/// In force already, or after the next boot.
std::vector<const ParameterState*> risky_ones(const std::vector<ParameterState>& parameters) {
  std::vector<const ParameterState*> risky;
  for (const auto& s : parameters) {
    const bool now = s.state == StepState::already || s.state == StepState::pending;
    if (s.stored && s.risk == Risk::confirm && now) risky.push_back(&s);
  }
  return risky;
}

}  // namespace

Permission ModuleCaution::permission(const DesiredParameter& desired) const {
  const auto* card = card_of(desired.winner.id);
  if (card == nullptr) return {};
  const auto wanted = wanted_of(desired);
  const auto consent = job_.notes->consents.read(*card);
  for (const auto& now : taken_back_)
    if (now.wanted == wanted && now.card == *card)
      return {.approved = false, .taken_back = now.why};
  const auto taken = consent.taken_back.find(wanted);
  return {.approved = consent.approved.contains(wanted),
          .taken_back = taken == consent.taken_back.end() ? "" : taken->second};
}

const CardId* ModuleCaution::card_of(const std::string& key) const {
  for (const auto& card : job_.cards) {
    if (card.id.key() == key) return &card.id;
  }
  return nullptr;
}

std::vector<std::string> ModuleCaution::enter_probation(
    const std::vector<ParameterState>& parameters) {
  const auto risky = risky_ones(parameters);
  const auto in_force = std::any_of(risky.begin(), risky.end(),
                                    [](const auto* s) { return s->state == StepState::already; });
  if (!in_force) return {};
  if (job_.survived) {
    for (const auto* s : risky) approve(*s);
    return {};
  }
  state::Probation probation(job_.paths.state, job_.boot_id, kModuleSubject);
  const bool proven =
      std::all_of(risky.begin(), risky.end(), [this](const auto* s) { return approved(*s); });
  if (probation.unclean_boots() < (proven ? kMostUncleanBoots : 1)) {
    on_probation_ = probation.begin().done();
    return {};
  }
  auto changes = revoke(risky, proven);
  // The record of the boot stays until each hold has been saved. If it cannot be removed then, it
  // counts as an unclean boot of the next risky value.
  if (unnoted_.empty()) probation.end().ignore();
  return changes;
}

void ModuleCaution::approve(const ParameterState& s) {
  const auto* card = card_of(s.desired.winner.id);
  const bool news = s.state == StepState::already && !approved(s);
  if (card == nullptr || !news) return;
  // Without the record the next round approves it again, as long as it is in force.
  job_.notes->consents.approve(*card, {wanted_of(s.desired)}).ignore();
}

std::vector<std::string> ModuleCaution::revoke(const Risky& risky, bool proven) {
  std::vector<std::string> changes;
  const auto* why = proven ? kUncleanStarts : kUncleanFirst;
  for (const auto* s : risky) {
    const auto* card = card_of(s->desired.winner.id);
    if (card == nullptr || (!proven && approved(*s))) continue;
    const auto wanted = wanted_of(s->desired);
    changes.push_back(fmt::format("{}: {}", wanted.knob, why));
    hold({*card, wanted, why});
  }
  return changes;
}

void ModuleCaution::hold(const TakenBack& value) {
  taken_back_.push_back(value);
  if (job_.notes->consents.revoke(value.card, {value.wanted}, value.why).failed())
    unnoted_.push_back(value);
}

}  // namespace rmcp::engine
