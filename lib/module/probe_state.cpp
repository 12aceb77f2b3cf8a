// SPDX-License-Identifier: MIT
// From wanted values to rules, and from the lists of rmcp_devparam to verdicts.
#include "lib/module/probe_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace rmcp {
namespace {

const ProbeCard* card_of(const ModuleFound& found, std::string_view id) {
  const auto card = std::ranges::find(found.cards, id, &ProbeCard::id);
  return card == found.cards.end() ? nullptr : &*card;
}

/// What still has to happen, for a card whose last probe had other values.
class Waiting {
 public:
  Waiting(const ModuleFound& found, const std::string& policy)
      : found_(found),
        policy_(policy),
        stored_(probe_policy_option(parse_modprobe_options(found.own_text, kProbeModule,
                                                           found.own_file)) == policy) {}

  [[nodiscard]] bool is_stored() const { return stored_; }

  [[nodiscard]] std::string reason(const ProbeCard& card) const {
    const bool there = found_.initramfs && found_.initramfs->probe_policy == policy_;
    const auto reboot = reboot_way(found_, there);
    if (!found_.probe.loaded) return "stored, needs " + reboot;
    if (!card.present) return "in force when it is plugged in";
    const auto rebind = fmt::format("needs `rmcpctl rebind {}`", to_string(card.address));
    return before(card) + (stored_ ? fmt::format("{}, or {}", rebind, reboot) : rebind);
  }

 private:
  /// The reason why the module's list for the present binding is not enough.
  [[nodiscard]] std::string before(const ProbeCard& card) const {
    const auto listed = found_.probed.find(to_string(card.address));
    if (listed == found_.probed.end()) return {};
    for (const auto& probed : listed->second) {
      if (probed.uncertain) return "not alone while it was probed; ";
      if (probed.stage != ProbedWith::Stage::bound)
        return fmt::format("its probe: {}; ", to_string(probed.stage));
    }
    return {};
  }

  const ModuleFound& found_;
  const std::string& policy_;
  bool stored_;
};

/// The rules are where they have to be: in the module, and in the file for the next boot.
bool is_written(const ModuleFound& found, const Waiting& waiting, const std::string& policy) {
  const bool live =
      !found.probe.loaded || found.probe.policy == policy || !found.probe_error.empty();
  return live && (waiting.is_stored() || !found.own_error.empty());
}

/// Why it cannot get its value; empty if it can.
std::string obstacle(const ModuleFound& found, const Waiting& waiting, const std::string& policy) {
  if (found.probe.loaded && found.probe.policy != policy) return found.probe_error;
  if (!found.probe.loaded && !waiting.is_stored()) return found.own_error;
  return {};
}

void set(ParameterState& s, StepState state, std::string reason = {}) {
  s.state = state;
  s.reason = std::move(reason);
}

ProbeRow row_of(const ProbeCard& card, std::string_view parameter) {
  return {.name = std::string(parameter), .device = card.name, .address = to_string(card.address)};
}

}  // namespace

PerCard per_card(const ModuleFound& found) {
  return found.probe.usable() && !found.built_in ? PerCard::yes : PerCard::no;
}

ProbePolicy probe_policy(const std::vector<ParameterState>& parameters, const ModuleFound& found) {
  std::vector<ProbeValues> cards;
  // The order must not depend on what is plugged in: a change of the policy takes the values of a
  // probe that goes on away from it (kernel-patch/devparam/README.md).
  auto in_order = found.cards;
  std::ranges::sort(in_order, {}, [](const ProbeCard& card) {
    return std::tuple(card.address, !card.present, card.id);
  });
  for (const auto& card : in_order) {
    ProbeValues values{.id = card.id,
                       .address = card.address,
                       .pci = card.pci,
                       .present = card.present,
                       .values = {}};
    for (const auto& s : parameters)
      if (s.route == Route::probe && s.stored && s.desired.winner.id == card.id)
        values.values.emplace(s.desired.parameter->name(), s.desired.winner.text);
    cards.push_back(std::move(values));
  }
  return make_probe_policy(cards);
}

void judge_probed(std::vector<ParameterState>& parameters, const ModuleFound& found) {
  const auto policy = probe_policy(parameters, found);
  const Waiting waiting(found, policy.text);
  for (auto& s : parameters) {
    const auto* card = card_of(found, s.desired.winner.id);
    if (s.route != Route::probe || !s.stored || card == nullptr) continue;
    const auto own = own_value(found.probed, *card, *s.desired.parameter);
    s.found = own ? own->text : "";
    const bool in_force =
        own && shows_value(*s.desired.parameter, own->text, s.desired.winner.text, found.kernel);
    if (const auto left = policy.left_out.find(card->id); left != policy.left_out.end()) {
      set(s, StepState::impossible, left->second);
    } else if (auto why = obstacle(found, waiting, policy.text); !why.empty() && !in_force) {
      set(s, StepState::failed, std::move(why));
    } else if (!is_written(found, waiting, policy.text)) {
      set(s, StepState::change);
    } else if (in_force) {
      set(s, StepState::already);
    } else {
      set(s, StepState::pending, waiting.reason(*card));
      s.needs_reboot = !found.probe.loaded && waiting.is_stored();
    }
  }
}

std::map<std::string, OwnValue, std::less<>> own_values(const ProbeLists& probed,
                                                        const ProbeCard& card) {
  std::map<std::string, OwnValue, std::less<>> out;
  const auto listed = probed.find(to_string(card.address));
  if (!card.present || listed == probed.end()) return out;
  for (const auto& one : listed->second) {
    if (one.stage != ProbedWith::Stage::bound || one.uncertain) continue;
    for (const auto& [name, text] : one.values) out.emplace(name, OwnValue{text, one.way});
  }
  return out;
}

std::optional<OwnValue> own_value(const ProbeLists& probed, const ProbeCard& card,
                                  const ModuleParameter& parameter) {
  const auto values = own_values(probed, card);
  const auto value = values.find(parameter.name());
  return value == values.end() ? std::nullopt : std::optional(value->second);
}

std::vector<ProbeRow> probe_rows(const std::vector<ParameterState>& parameters,
                                 const ModuleFound& found) {
  std::vector<ProbeRow> rows;
  for (const auto& card : found.cards) {
    std::map<std::string, ProbeRow> of_card;
    for (const auto& [name, value] : own_values(found.probed, card)) {
      auto row = row_of(card, name);
      row.probed = value.text;
      row.way = to_string(value.way);
      of_card.emplace(name, std::move(row));
    }
    for (const auto& s : parameters) {
      if (!s.desired.of_card || s.desired.winner.id != card.id) continue;
      const auto name = s.desired.parameter->name();
      auto& row = of_card.emplace(name, row_of(card, name)).first->second;
      row.wanted = s.desired.winner.text.empty() ? to_string(s.desired.winner.setting.value)
                                                 : s.desired.winner.text;
      row.origin = short_form(s.desired.winner.setting.origin);
      row.state = to_string(s.state);
      row.note = s.reason;
    }
    for (auto& [name, row] : of_card) rows.push_back(std::move(row));
  }
  return rows;
}

std::string reboot_way(const ModuleFound& found, bool in_initramfs) {
  const auto command = rebuild_command(found.distribution);
  if (command.empty()) return "a reboot";
  if (!found.initramfs)
    return fmt::format("a reboot; first {} if amdgpu is in the initramfs", command);
  if (in_initramfs || found.initramfs->has_module == false) return "a reboot";
  return fmt::format("{} and a reboot", command);
}

}  // namespace rmcp
