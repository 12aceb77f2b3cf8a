// SPDX-License-Identifier: MIT
// Reads `[[device]]`; match and alias are both required.
#include "daemon/config/table_readers.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/match_reader.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::config {
namespace {

constexpr std::string_view kDeviceMatch = "match";
constexpr std::string_view kAlias = "alias";

bool asks_for_alias(const Match& match) {
  const auto is_alias = [](const Condition& condition) { return condition.key == kAlias; };
  return std::any_of(match.all_of.begin(), match.all_of.end(), is_alias) ||
         std::any_of(match.negated.begin(), match.negated.end(), asks_for_alias);
}

void read_device_match(const toml::Entry& entry, Alias& alias, toml::Complaints& complaints) {
  const auto* table = std::get_if<toml::Table>(&entry.value.data);
  if (table != nullptr && table->empty()) {
    complaints.error(entry.value.at, "match: an empty table would match every device");
    return;
  }
  alias.match = toml::read_match(entry.value, complaints);
  if (asks_for_alias(alias.match))
    complaints.error(entry.value.at, "match: the alias of a device cannot be its own match");
}

void read_alias(const toml::Entry& entry, Alias& alias, toml::Complaints& complaints) {
  const auto text = toml::read_text(entry.value, kAlias, complaints);
  if (!text) return;
  if (const auto wrong = check_alias(*text))
    return complaints.error(entry.value.at, fmt::format("alias: {}", wrong.text));
  alias.name = *text;
  alias.origin = complaints.origin(entry.value.at);
}

constexpr toml::Key<Alias> kDeviceKeys[] = {{kDeviceMatch, read_device_match},
                                            {kAlias, read_alias}};

}  // namespace

void read_device(const toml::Node& node, std::vector<Alias>& aliases,
                 toml::Complaints& complaints) {
  const auto* table = toml::expect_table(node, "device", complaints);
  if (table == nullptr) return;
  Alias alias;
  const auto before = complaints.count();
  for (const auto key : {kDeviceMatch, kAlias}) {
    const auto needs = fmt::format("a device needs {} {}", key == kAlias ? "an" : "a", key);
    if (toml::find(*table, key) == nullptr) complaints.error(node.at, needs);
  }
  toml::read_keys(*table, kDeviceKeys, " in a device", alias, complaints);
  if (complaints.count() == before) aliases.push_back(std::move(alias));
}

}  // namespace rmcp::config
