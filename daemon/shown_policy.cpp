// SPDX-License-Identifier: MIT
// Each table of policy as an object with the keys that it has in the files.
#include "daemon/shown_policy.hpp"

#include "lib/records/record.hpp"
#include "lib/records/record_json.hpp"

#include <nlohmann/json.hpp>

namespace rmcp {
namespace {

using Json = nlohmann::ordered_json;

Json origin_fields(const Origin& origin) { return {{"file", origin.file}, {"line", origin.line}}; }

Json match_value(const Condition& condition) {
  auto values = Json::array();
  for (const auto& text : condition.any_of) {
    if (is_boolean_match_key(condition.key))
      values.push_back(text == "true");
    else
      values.push_back(text);
  }
  return values;
}

/// {"gfx": ["gfx1032"], "external": [false], "not": [{..}]}: arrays, as a value is one of several.
Json match_json(const Match& match) {
  auto out = Json::object();
  for (const auto& condition : match.all_of) out[condition.key] = match_value(condition);
  for (const auto& negated : match.negated) out["not"].push_back(match_json(negated));
  return out;
}

Json cards_json(const Match& match, const std::vector<CardHere>& cards, const Machine& machine) {
  auto out = Json::array();
  for (const auto& card : cards) {
    if (evaluate(match, card.device, machine) != Truth::yes) continue;
    out.push_back({{"address", to_string(card.device.address)},
                   {"alias", card.device.alias},
                   {"name", card.device.name},
                   {"present", card.present}});
  }
  return out;
}

Json rule_json(const Rule& rule, const std::vector<CardHere>& cards, const Machine& machine) {
  return {{"name", rule.name},
          {"file", rule.origin.file},
          {"line", rule.origin.line},
          {"description", rule.description},
          {"match", match_json(rule.match)},
          {"cards", cards_json(rule.match, cards, machine)},
          {"trusted", rule.trusted},
          {"optional", rule.optional},
          {"on_drift", rule.on_drift ? Json(to_string(*rule.on_drift)) : Json()},
          {"use", names_of(rule.use)},
          {"unset", rule.unset},
          {"settings", to_json(describe_all(rule.settings))}};
}

Json alias_json(const Alias& alias, const std::vector<CardHere>& cards, const Machine& machine) {
  Json out{{"name", alias.name}};
  out.update(origin_fields(alias.origin));
  out["match"] = match_json(alias.match);
  out["cards"] = cards_json(alias.match, cards, machine);
  return out;
}

Json unit_json(const ServiceUnit& unit) {
  Json out{{"name", unit.name}};
  out.update(origin_fields(unit.origin));
  out.update(
      {{"devices", unit.devices}, {"runtime", unit.runtime}, {"absent", to_string(unit.absent)}});
  return out;
}

Json module_json(const std::vector<Setting>& settings) {
  auto out = to_json(describe_all(settings));
  for (std::size_t i = 0; i < settings.size(); ++i) out[i]["trusted"] = settings[i].trusted;
  return out;
}

Json sessions_json(const Policy& policy) {
  if (!policy.sessions) return nullptr;
  auto out = origin_fields(policy.sessions->origin);
  out["devices"] = policy.sessions->devices;
  return out;
}

Json system_json(const Policy& policy) {
  if (!policy.default_library) return nullptr;
  auto out = origin_fields(policy.default_library->origin);
  out["library"] = policy.default_library->set.empty() ? "none" : policy.default_library->set;
  return out;
}

}  // namespace

Json shown_policy(const Policy& policy, const std::vector<CardHere>& cards,
                  const Machine& machine) {
  Json out{{"module", module_json(policy.module)},
           {"aliases", Json::array()},
           {"rules", Json::array()},
           {"profiles", Json::array()},
           {"units", Json::array()},
           {"sessions", sessions_json(policy)},
           {"system", system_json(policy)}};
  for (const auto& alias : policy.aliases)
    out["aliases"].push_back(alias_json(alias, cards, machine));
  for (const auto& rule : policy.rules) out["rules"].push_back(rule_json(rule, cards, machine));
  for (const auto& [name, profile] : policy.profiles)
    out["profiles"].push_back(to_json(describe(profile)));
  for (const auto& unit : policy.units) out["units"].push_back(unit_json(unit));
  return out;
}

}  // namespace rmcp
