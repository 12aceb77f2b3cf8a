// SPDX-License-Identifier: MIT
// Conditions, alternatives and `not`.
#include "lib/toml/match_reader.hpp"

#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::toml {
namespace {

constexpr std::string_view kNot = "not";

void complain_unknown_match(const Entry& entry, Complaints& complaints) {
  auto known = match_keys();
  known.push_back(kNot);
  complaints.error(
      entry.at, fmt::format("unknown match key '{}'{}", entry.key, suggestion(entry.key, known)));
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
