// SPDX-License-Identifier: MIT
// Trials as JSON.
#include "state/trials.hpp"

#include "state/json_file.hpp"
#include "state/originals_json.hpp"
#include "sys/file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string path_in(const std::string& folder, const Device& device) {
  return folder + "/" + card_key(device) + ".json";
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

std::optional<Trial> Trials::read(const Device& device) const {
  const auto document = read_json(path_in(folder_, device));
  if (!document) return std::nullopt;
  try {
    return Trial{.boot_id = document->at("boot_id").get<std::string>(),
                 .bind_epoch = document->at("bind_epoch").get<std::uint64_t>(),
                 .before = originals_from_json(document->at("before")),
                 .tried = wanted_from(document->at("tried")),
                 .risky = wanted_from(document->at("risky"))};
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

int Trials::save(const Device& device, const Trial& trial) const {
  const json document{{"boot_id", trial.boot_id},
                      {"bind_epoch", trial.bind_epoch},
                      {"before", originals_to_json(trial.before)},
                      {"tried", to_json(trial.tried)},
                      {"risky", to_json(trial.risky)}};
  return write_json(path_in(folder_, device), document, Durable::yes);
}

int Trials::binding_ended(const Device& device) const {
  auto trial = read(device);
  if (!trial) return 0;
  trial->bind_epoch = 0;
  return save(device, *trial);
}

int Trials::drop(const Device& device) const { return sys::remove_file(path_in(folder_, device)); }

}  // namespace rmcp::state
