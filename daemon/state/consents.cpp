// SPDX-License-Identifier: MIT
// Consent as JSON.
#include "state/consents.hpp"

#include "state/json_file.hpp"
#include "sys/file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

Wanted wanted_from(const json& entry) {
  return {entry.at("knob").get<std::string>(), entry.at("value").get<std::string>()};
}

std::string path_in(const std::string& folder, const CardId& card) {
  return folder + "/" + card.key() + ".json";
}

}  // namespace

Consents::Consents(std::string state_directory)
    : folder_(std::move(state_directory) + "/consent") {}

Consent Consents::read(const CardId& card) const {
  Consent consent;
  const auto document = read_json(path_in(folder_, card));
  if (!document) return consent;
  try {
    for (const auto& entry : document->at("approved")) consent.approved.insert(wanted_from(entry));
    for (const auto& entry : document->at("taken_back"))
      consent.taken_back[wanted_from(entry)] = entry.at("why").get<std::string>();
  } catch (const json::exception&) {
    return {};  // without consent nothing risky happens
  }
  return consent;
}

int Consents::approve(const CardId& card, const std::vector<Wanted>& values) const {
  auto consent = read(card);
  consent.approved.insert(values.begin(), values.end());
  return save(card, consent);
}

int Consents::take_back(const CardId& card, const std::vector<Wanted>& values,
                        const std::string& why) const {
  auto consent = read(card);
  for (const auto& value : values) consent.taken_back[value] = why;
  return save(card, consent);
}

int Consents::forgive(const CardId& card) const {
  auto consent = read(card);
  if (consent.taken_back.empty()) return 0;
  consent.taken_back.clear();
  return save(card, consent);
}

int Consents::save(const CardId& card, const Consent& consent) const {
  const auto path = path_in(folder_, card);
  if (consent.approved.empty() && consent.taken_back.empty()) return sys::remove_file(path);
  json approved = json::array(), taken_back = json::array();
  for (const auto& [knob, value] : consent.approved)
    approved.push_back({{"knob", knob}, {"value", value}});
  for (const auto& [wanted, why] : consent.taken_back)
    taken_back.push_back({{"knob", wanted.knob}, {"value", wanted.value}, {"why", why}});
  return write_json(path, {{"approved", approved}, {"taken_back", taken_back}}, Durable::yes);
}

}  // namespace rmcp::state
