// SPDX-License-Identifier: MIT
// Consent as JSON.
#include "daemon/state/consents.hpp"

#include "daemon/state/json_file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

std::optional<Wanted> wanted_from(JsonFile& file, const json& entry) {
  auto knob = file.need<std::string>(entry, "knob");
  auto value = file.need<std::string>(entry, "value");
  if (!knob || !value) return std::nullopt;
  return Wanted{std::move(*knob), std::move(*value)};
}

/// A value whose approval cannot be read is not approved; one that was taken back without a reason
/// that can be read is still taken back.
Consent load_consent(const std::string& path) {
  Consent consent;
  JsonFile file(path);
  for (const auto& entry : file.list(file.root(), "approved"))
    if (const auto wanted = wanted_from(file, entry)) consent.approved.insert(*wanted);
  for (const auto& entry : file.list(file.root(), "taken_back"))
    if (const auto wanted = wanted_from(file, entry))
      consent.taken_back[*wanted] =
          noted_reason(file.need<std::string>(entry, "why").value_or("the reason cannot be read"));
  return consent;
}

sys::Errno save(const std::string& path, const Consent& consent) {
  if (consent.approved.empty() && consent.taken_back.empty()) return remove_json(path);
  json approved = json::array(), taken_back = json::array();
  for (const auto& [knob, value] : consent.approved)
    approved.push_back({{"knob", knob}, {"value", value}});
  for (const auto& [wanted, why] : consent.taken_back)
    taken_back.push_back({{"knob", wanted.knob}, {"value", wanted.value}, {"why", why}});
  return write_json(path, {{"approved", approved}, {"taken_back", taken_back}}, Durable::yes);
}

}  // namespace

Consents::Consents(std::string state_directory)
    : folder_(std::move(state_directory) + "/consent") {}

std::string Consents::path_of(const CardId& card) const {
  return folder_ + "/" + card.key() + ".json";
}

Consent Consents::read(const CardId& card) const {
  return notes_.read(path_of(card), load_consent)
      .value_or(Consent{});  // without it nothing risky happens
}

int Consents::approve(const CardId& card, const std::vector<Wanted>& values) const {
  return change(
      card, [values](Consent& consent) { consent.approved.insert(values.begin(), values.end()); });
}

int Consents::take_back(const CardId& card, const std::vector<Wanted>& values,
                        const std::string& why) const {
  return change(card, [values, why](Consent& consent) {
    for (const auto& value : values) consent.taken_back[value] = why;
  });
}

int Consents::forgive(const CardId& card) const {
  if (read(card).taken_back.empty()) return 0;
  return change(card, [](Consent& consent) { consent.taken_back.clear(); });
}

int Consents::change(const CardId& card, std::function<void(Consent&)> make_change) const {
  return notes_.change(path_of(card), load_consent, std::move(make_change), save);
}

}  // namespace rmcp::state
