// SPDX-License-Identifier: MIT
// Compares the rules of a policy with the cards of a machine.
#include "lib/policy/rule_cards.hpp"

#include "lib/policy/rule_miss.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace rmcp {
namespace {

using Cards = std::vector<const CardHere*>;

/// The values of a key that fit the card; empty if the rule does not ask for that key.
std::vector<std::string> fitting_values(const Rule& rule, std::string_view key,
                                        const CardHere& card, const Machine& machine) {
  std::vector<std::string> out;
  const auto fact = match_fact(key, card.device, machine);
  for (const auto& condition : rule.match.all_of) {
    if (condition.key != key || !fact) continue;
    for (const auto& wanted : condition.any_of)
      if (matches_value(key, wanted, *fact)) out.push_back(wanted);
  }
  return out;
}

bool asks_for(const Rule& rule, std::string_view key) {
  return std::any_of(rule.match.all_of.begin(), rule.match.all_of.end(),
                     [&](const Condition& condition) { return condition.key == key; });
}

/// It means a model: "*RX 6600*", not "AMD *".
bool means_model(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }

/// A name of no more than an id is replaced as soon as a database knows the card.
std::string advice_on_id_as_name(const Rule& rule, const CardHere& card, const Machine& machine) {
  const auto& d = card.device;
  if (d.name != pci_id(d.pci.vendor, d.pci.device)) return {};
  const auto values = fitting_values(rule, "name", card, machine);
  if (std::none_of(values.begin(), values.end(), means_model)) return {};
  return fmt::format(
      "rule '{}' finds {} by the name '{}', which is only its id and changes once libdrm or hwdata "
      "know the card: match device = \"0x{:04x}\"",
      rule.name, to_string(d.address), d.name, d.pci.device);
}

/// The models in one name of pci.ids, "Navi 31 [Radeon RX 7900 XT/7900 XTX]"; none of other names.
std::vector<std::string_view> models_in(std::string_view name) {
  const auto open = name.rfind('[');
  if (open == name.npos || !name.ends_with(']')) return {};
  auto models = split_words(name.substr(open + 1, name.size() - open - 2), "/");
  return models.size() > 1 ? models : std::vector<std::string_view>();
}

/// A text that means one model of several that have this name.
std::string advice_on_name_of_many(const Rule& rule, const CardHere& card, const Machine& machine) {
  const auto models = models_in(card.device.name);
  for (const auto& wanted : fitting_values(rule, "name", card, machine)) {
    const auto meant = std::count_if(models.begin(), models.end(), [&](std::string_view model) {
      return matches_text(wanted, model);
    });
    if (meant == 0 || meant == std::ssize(models)) continue;
    return fmt::format(
        "rule '{}' finds {} by '{}', but the name of each card with its ids is '{}': match device "
        "= "
        "\"0x{:04x}\", and revision or subsystem_device to mean one model",
        rule.name, to_string(card.device.address), wanted, card.device.name,
        card.device.pci.device);
  }
  return {};
}

/// One text for a name, and several models that it fits.
std::string advice_on_models(const Rule& rule, const Cards& fitting, const Machine& machine) {
  std::map<std::string, std::set<std::pair<unsigned, std::string>>> models;  // by the text
  for (const auto* card : fitting)
    for (const auto& wanted : fitting_values(rule, "name", *card, machine))
      if (means_model(wanted)) models[wanted].emplace(card->device.pci.device, card->device.name);
  for (const auto& [wanted, found] : models) {
    if (found.size() < 2) continue;
    std::vector<std::string> names;
    std::set<unsigned> ids;
    for (const auto& [id, name] : found) {
      names.push_back(fmt::format("0x{:04x} ({})", id, name));
      ids.insert(id);
    }
    return fmt::format(
        "rule '{}': the name '{}' fits several models here: {}; to mean one, match {}", rule.name,
        wanted, fmt::join(names, ", "), ids.size() > 1 ? "device" : "revision");
  }
  return {};
}

std::string advice_on_ids(const Rule& rule, const Cards& fitting, const Machine& machine) {
  std::map<std::string, std::set<std::uint64_t>> ids;  // by the digits
  for (const auto* card : fitting)
    for (const auto& wanted : fitting_values(rule, "unique_id", *card, machine))
      if (!is_glob(wanted)) ids[wanted].insert(*card->device.identity.unique_id);
  for (const auto& [wanted, found] : ids) {
    if (found.size() < 2) continue;
    std::vector<std::string> whole;
    for (const auto id : found) whole.push_back(fmt::format("{:016x}", id));
    return fmt::format("rule '{}': {} cards here have a unique id that begins with '{}': {}",
                       rule.name, found.size(), wanted, fmt::join(whole, ", "));
  }
  return {};
}

std::vector<std::string> advice_on(const Rule& rule, const std::vector<CardHere>& cards,
                                   const Machine& machine) {
  const auto fitting = cards_of(rule, cards, machine);
  if (fitting.empty() && !rule.optional) return {describe_miss(rule, cards, machine)};
  std::vector<std::string> out;
  for (const auto* card : fitting) out.push_back(advice_on_id_as_name(rule, *card, machine));
  if (!asks_for(rule, "revision") && !asks_for(rule, "subsystem_device"))
    for (const auto* card : fitting) out.push_back(advice_on_name_of_many(rule, *card, machine));
  if (!asks_for(rule, "device")) out.push_back(advice_on_models(rule, fitting, machine));
  out.push_back(advice_on_ids(rule, fitting, machine));
  return out;
}

}  // namespace

std::vector<CardHere> cards_here(const std::vector<Device>& present,
                                 const std::vector<KnownDevice>& known, const Policy& policy,
                                 const Machine& machine) {
  std::vector<CardHere> cards;
  for (const auto& device : present) cards.push_back({device, true});
  for (const auto& card : known)
    if (!card.present) cards.push_back({card.device, false});
  for (auto& card : cards) card.device.alias = alias_of(policy.aliases, card.device, machine);
  return cards;
}

std::vector<const CardHere*> cards_of(const Rule& rule, const std::vector<CardHere>& cards,
                                      const Machine& machine) {
  Cards fitting;
  for (const auto& card : cards)
    if (evaluate(rule.match, card.device, machine) == Truth::yes) fitting.push_back(&card);
  return fitting;
}

std::vector<Diagnostic> advise_on_cards(const Policy& policy, const std::vector<CardHere>& cards,
                                        const Machine& machine) {
  std::vector<Diagnostic> out;
  if (cards.empty()) return out;
  for (const auto& rule : policy.rules)
    for (auto& message : advice_on(rule, cards, machine))
      if (!message.empty()) out.push_back({Severity::advice, rule.origin, std::move(message)});
  return out;
}

}  // namespace rmcp
