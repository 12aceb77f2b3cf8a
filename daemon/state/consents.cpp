// SPDX-License-Identifier: MIT
// Consent as JSON.
#include "daemon/state/consents.hpp"

#include "daemon/state/json_form.hpp"
#include "daemon/state/plan_json.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

/// A value whose approval cannot be read is not approved; a setting that was taken back stays so
/// even if its reason cannot be read.
Consent consent_from(JsonFile& file) {
  Consent consent;
  for (const auto& entry : file.list(file.root(), "approved"))
    if (const auto wanted = knob_value_from_json(file, entry)) consent.approved.insert(*wanted);
  for (const auto& entry : file.list(file.root(), "taken_back"))
    if (const auto wanted = knob_value_from_json(file, entry))
      consent.taken_back[*wanted] =
          noted_reason(file.need<std::string>(entry, "why").value_or("the reason cannot be read"));
  return consent;
}

json consent_to_json(const Consent& consent) {
  if (consent.approved.empty() && consent.taken_back.empty()) return {};
  json approved = json::array(), taken_back = json::array();
  for (const auto& wanted : consent.approved) approved.push_back(knob_value_to_json(wanted));
  for (const auto& [wanted, why] : consent.taken_back)
    taken_back.push_back({{"knob", wanted.knob}, {"value", wanted.value}, {"why", why}});
  return {{"approved", approved}, {"taken_back", taken_back}};
}

}  // namespace

Consents::Consents(std::string state_directory)
    : notes_(std::move(state_directory) + "/consent",
             json_form<Consent>(consent_from, consent_to_json, Durable::yes)) {}

Consent Consents::read(const CardId& card) const {
  return notes_.read(card.key()).value_or(Consent{});  // without it nothing risky happens
}

sys::Status Consents::approve(const CardId& card, const std::vector<KnobValue>& values) {
  return notes_.change(card.key(), [values](Consent& consent) {
    consent.approved.insert(values.begin(), values.end());
  });
}

sys::Status Consents::revoke(const CardId& card, const std::vector<KnobValue>& values,
                             const std::string& why) {
  return notes_.change(card.key(), [values, why](Consent& consent) {
    for (const auto& value : values) consent.taken_back[value] = why;
  });
}

sys::Status Consents::clear_revoked(const CardId& card) {
  if (read(card).taken_back.empty()) return sys::kDone;
  return notes_.change(card.key(), [](Consent& consent) { consent.taken_back.clear(); });
}

}  // namespace rmcp::state
