// SPDX-License-Identifier: MIT
// Trials as JSON.
#include "daemon/state/trials.hpp"

#include "daemon/state/json_form.hpp"
#include "daemon/state/plan_json.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

json list_to_json(const std::vector<KnobValue>& values) {
  json list = json::array();
  for (const auto& wanted : values) list.push_back(knob_value_to_json(wanted));
  return list;
}

std::vector<KnobValue> wanted_list(JsonFile& file, const char* key) {
  std::vector<KnobValue> values;
  for (const auto& entry : file.list(file.root(), key))
    if (auto wanted = knob_value_from_json(file, entry)) values.push_back(std::move(*wanted));
  return values;
}

/// The readable part of a damaged trial is taken back nevertheless: the file exists, so the trial
/// was not closed. Without a boot and a binding nothing of it counts as being in force.
std::optional<Trial> trial_from(JsonFile& file) {
  if (!file.exists() || file.root().empty()) return std::nullopt;
  Trial trial;
  trial.boot_id = file.need<std::string>(file.root(), "boot_id").value_or("");
  trial.bind_epoch = file.need<std::uint64_t>(file.root(), "bind_epoch").value_or(0);
  trial.before = originals_from_json(file, file.map(file.root(), "before"));
  trial.tried = wanted_list(file, "tried");
  trial.risky = wanted_list(file, "risky");
  // 0.1.0 had neither.
  const auto phase = file.get<std::string>(file.root(), "phase");
  trial.phase = trial_phase_from(phase.value_or("open")).value_or(TrialPhase::undoing);
  trial.why = noted_reason(file.get<std::string>(file.root(), "why").value_or(""));
  return trial;
}

json trial_to_json(const std::optional<Trial>& trial) {
  if (!trial) return {};
  return {{"boot_id", trial->boot_id},
          {"bind_epoch", trial->bind_epoch},
          {"before", originals_to_json(trial->before)},
          {"tried", list_to_json(trial->tried)},
          {"risky", list_to_json(trial->risky)},
          {"phase", to_string(trial->phase)},
          {"why", trial->why}};
}

}  // namespace

Trials::Trials(std::string state_directory)
    : notes_(std::move(state_directory) + "/trials",
             json_form<std::optional<Trial>>(trial_from, trial_to_json, Durable::yes)) {}

std::optional<Trial> Trials::read(const CardId& card) const {
  return notes_.read(card.key()).value_or(std::nullopt);
}

sys::Status Trials::save(const CardId& card, const Trial& trial) {
  return notes_.replace(card.key(), trial);
}

sys::Status Trials::drop(const CardId& card) { return notes_.replace(card.key(), std::nullopt); }

}  // namespace rmcp::state
