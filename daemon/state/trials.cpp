// SPDX-License-Identifier: MIT
// Trials as JSON.
#include "state/trials.hpp"

#include "state/json_file.hpp"
#include "state/originals_json.hpp"
#include "sys/file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string path_in(const std::string& folder, const CardId& card) {
  return folder + "/" + card.key() + ".json";
}

json to_json(const std::vector<Wanted>& values) {
  json list = json::array();
  for (const auto& [knob, value] : values) list.push_back({{"knob", knob}, {"value", value}});
  return list;
}

std::vector<Wanted> wanted_from(const json& list) {
  std::vector<Wanted> values;
  for (const auto& entry : list)
    values.push_back({entry.at("knob").get<std::string>(), entry.at("value").get<std::string>()});
  return values;
}

}  // namespace

Trials::Trials(std::string state_directory) : folder_(std::move(state_directory) + "/trials") {}

std::optional<Trial> Trials::read(const CardId& card) const {
  const auto document = read_json(path_in(folder_, card));
  if (!document) return std::nullopt;
  try {
    return Trial{
        .boot_id = document->at("boot_id").get<std::string>(),
        .bind_epoch = document->at("bind_epoch").get<std::uint64_t>(),
        .before = originals_from_json(document->at("before")),
        .tried = wanted_from(document->at("tried")),
        .risky = wanted_from(document->at("risky")),
        // 0.1.0 had neither.
        .phase = trial_phase_from(document->value("phase", "open")).value_or(TrialPhase::undoing),
        .why = document->value("why", "")};
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

int Trials::save(const CardId& card, const Trial& trial) const {
  const json document{{"boot_id", trial.boot_id},
                      {"bind_epoch", trial.bind_epoch},
                      {"before", originals_to_json(trial.before)},
                      {"tried", to_json(trial.tried)},
                      {"risky", to_json(trial.risky)},
                      {"phase", to_string(trial.phase)},
                      {"why", trial.why}};
  return write_json(path_in(folder_, card), document, Durable::yes);
}

int Trials::drop(const CardId& card) const { return sys::remove_file(path_in(folder_, card)); }

}  // namespace rmcp::state
