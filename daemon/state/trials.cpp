// SPDX-License-Identifier: MIT
// Trials as JSON.
#include "daemon/state/trials.hpp"

#include "daemon/state/json_file.hpp"
#include "daemon/state/originals_json.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

json wanted_to_json(const std::vector<Wanted>& values) {
  json list = json::array();
  for (const auto& [knob, value] : values) list.push_back({{"knob", knob}, {"value", value}});
  return list;
}

std::vector<Wanted> wanted_list(JsonFile& file, const char* key) {
  std::vector<Wanted> values;
  for (const auto& entry : file.list(file.root(), key)) {
    auto knob = file.need<std::string>(entry, "knob");
    auto value = file.need<std::string>(entry, "value");
    if (knob && value) values.push_back({std::move(*knob), std::move(*value)});
  }
  return values;
}

/// What is left of a damaged one is taken back all the same: it is there, so the trial was not
/// closed. Without a boot and a binding nothing of it counts as being in force.
std::optional<Trial> load_trial(const std::string& path) {
  JsonFile file(path);
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

sys::Errno save_to(const std::string& path, const std::optional<Trial>& trial) {
  if (!trial) return remove_json(path);
  const json document{{"boot_id", trial->boot_id},
                      {"bind_epoch", trial->bind_epoch},
                      {"before", originals_to_json(trial->before)},
                      {"tried", wanted_to_json(trial->tried)},
                      {"risky", wanted_to_json(trial->risky)},
                      {"phase", to_string(trial->phase)},
                      {"why", trial->why}};
  return write_json(path, document, Durable::yes);
}

}  // namespace

Trials::Trials(std::string state_directory) : folder_(std::move(state_directory) + "/trials") {}

std::string Trials::path_of(const CardId& card) const {
  return folder_ + "/" + card.key() + ".json";
}

std::optional<Trial> Trials::read(const CardId& card) const {
  return notes_.read(path_of(card), load_trial).value_or(std::nullopt);
}

int Trials::save(const CardId& card, const Trial& trial) const {
  return notes_.replace(path_of(card), trial, save_to);
}

int Trials::drop(const CardId& card) const {
  return notes_.replace(path_of(card), std::nullopt, save_to);
}

}  // namespace rmcp::state
