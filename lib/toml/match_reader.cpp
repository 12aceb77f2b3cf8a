// SPDX-License-Identifier: MIT
// Conditions, alternatives and `not`.
#include "lib/toml/match_reader.hpp"

#include "lib/toml/foreign_names.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::toml {
namespace {

constexpr std::string_view kNot = "not";

/// Keys that people write below a table, where TOML takes them as the table's.
constexpr std::string_view kBeforeTables = "; keys of the rule have to come before its tables";
bool is_key_of_rule(std::string_view key) {
  constexpr std::string_view keys[] = {"use",     "unset",    "library",  "description",
                                       "trusted", "on_drift", "optional", "match"};
  return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

/// Ids are text, as they have leading zeros and are hexadecimal.
std::string quoted_id(const Node& node) {
  const auto* number = std::get_if<std::int64_t>(&node.data);
  return number == nullptr ? std::string()
                           : fmt::format("; ids are in quotes: \"0x{:04x}\"", *number);
}

bool is_pci_id(std::string_view key) {
  constexpr std::string_view keys[] = {"vendor", "device", "subsystem_vendor", "subsystem_device",
                                       "revision"};
  return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

void complain_unknown_match(const Entry& entry, Complaints& complaints) {
  auto known = match_keys();
  known.push_back(kNot);
  auto help = foreign_hint(NamePlace::match, entry.key);
  if (help.empty() && is_key_of_rule(entry.key)) help = kBeforeTables;
  if (help.empty()) help = suggestion(entry.key, known);
  complaints.error(entry.at, fmt::format("unknown match key '{}'{}", entry.key, help));
}

/// A boolean key accepts TOML's own booleans, every other key strings.
std::optional<std::string> read_match_value(const std::string& key, const Node& node,
                                            Complaints& complaints) {
  const auto what = fmt::format("match key '{}'", key);
  if (is_boolean_match_key(key)) {
    if (const auto* boolean = std::get_if<bool>(&node.data)) return *boolean ? "true" : "false";
    complaints.error(node.at, fmt::format("{}: expected true or false without quotes, found {}",
                                          what, type_name(node)));
    return std::nullopt;
  }
  if (std::holds_alternative<std::int64_t>(node.data) && is_pci_id(key)) {
    complaints.error(
        node.at, fmt::format("{}: expected a string, found an integer{}", what, quoted_id(node)));
    return std::nullopt;
  }
  auto text = read_text(node, what, complaints);
  const auto wrong = text ? check_match_value(key, *text) : Failure();
  if (!wrong) return text;
  complaints.error(node.at, fmt::format("{}: {}", what, wrong.text));
  return std::nullopt;
}

void read_condition(const Entry& entry, Match& match, Complaints& complaints) {
  const auto& keys = match_keys();
  if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) {
    complain_unknown_match(entry, complaints);
    return;
  }
  Condition condition{entry.key, {}};
  const auto add = [&](const Node& node) {
    if (auto value = read_match_value(entry.key, node, complaints))
      condition.any_of.push_back(std::move(*value));
  };
  if (const auto* array = std::get_if<Array>(&entry.value.data)) {
    if (array->empty()) {
      complaints.error(entry.value.at,
                       fmt::format("match key '{}': an empty array matches no device", entry.key));
    }
    for (const auto& node : *array) add(node);
  } else {
    add(entry.value);
  }
  match.all_of.push_back(std::move(condition));
}

void read_negated(const Node& node, Match& match, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&node.data);
  if (table == nullptr) {
    complaints.error(node.at,
                     fmt::format("not: expected a table of match keys, found {}", type_name(node)));
  } else if (table->empty()) {
    complaints.error(node.at, "not: an empty table would exclude every device");
  } else {
    match.negated.push_back(read_match(node, complaints));
  }
}

}  // namespace

Match read_match(const Node& node, Complaints& complaints) {
  Match match;
  if (const auto* text = std::get_if<std::string>(&node.data)) {
    complaints.error(node.at, fmt::format("match: expected a table, found a string; write match = "
                                          "{{ name = \"{}\" }}, or another key of a match",
                                          *text));
    return match;
  }
  const auto* table = expect_table(node, "match", complaints);
  if (table == nullptr) return match;
  for (const auto& entry : *table) {
    const auto* several = std::get_if<Array>(&entry.value.data);
    if (entry.key != kNot) {
      read_condition(entry, match, complaints);
    } else if (several != nullptr && !several->empty()) {
      for (const auto& one : *several) read_negated(one, match, complaints);
    } else {
      read_negated(entry.value, match, complaints);
    }
  }
  return match;
}

}  // namespace rmcp::toml
