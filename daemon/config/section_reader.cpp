// SPDX-License-Identifier: MIT
// Reads one table of keys, and gives a hint for keys that are in the wrong place.
#include "daemon/config/section_reader.hpp"

#include "daemon/config/later.hpp"
#include "daemon/config/setting_reader.hpp"
#include "lib/knobs/variable.hpp"
#include "lib/toml/foreign_names.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp::config {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::string_view kMatch = "match";

/// Keys that profiles do not have: the author of the rule decides on devices and strictness.
constexpr std::array<std::string_view, 4> kRuleKeys{kMatch, "on_drift", "trusted", "optional"};

bool is_rule_key(std::string_view key) {
  return std::find(kRuleKeys.begin(), kRuleKeys.end(), key) != kRuleKeys.end();
}

void read_use(const toml::Entry& entry, Section& section, toml::Complaints& complaints) {
  for (auto& text : toml::read_texts(entry.value, entry.key, complaints))
    section.use.push_back({std::move(text.value), complaints.origin(text.at)});
}

template <KnobKind kind>
void read_group(const toml::Entry& entry, Section& section, toml::Complaints& complaints) {
  read_settings(kind, entry.value, section.settings, complaints);
}

void read_library(const toml::Entry& entry, Section& section, toml::Complaints& complaints) {
  read_single(entry.key, entry.value, section.settings, complaints);
}

void read_unset_names(const toml::Entry& entry, Section& section, toml::Complaints& complaints) {
  read_unset(entry.value, section.unset, complaints);
}

void read_description(const toml::Entry& entry, Section& section, toml::Complaints& complaints) {
  section.description = toml::read_text(entry.value, entry.key, complaints).value_or("");
}

constexpr toml::Key<Section> kSectionKeys[] = {
    {"name", toml::skip_key},  // read before all others
    {"description", read_description},
    {"use", read_use},
    {"unset", read_unset_names},
    {"attribute", read_group<KnobKind::attribute>},
    {"overdrive", read_group<KnobKind::overdrive>},
    {"fan", read_group<KnobKind::fan>},
    {"parameter", read_group<KnobKind::parameter>},
    {"environment", read_group<KnobKind::environment>},
    {"library", read_library},
    {"compute", read_group<KnobKind::compute>},
    {"runtime", read_group<KnobKind::runtime>},
};

/// The table in which a misplaced key would be correct.
std::string_view right_table(std::string_view key) {
  const auto& matches = match_keys();
  if (key == "not" || std::find(matches.begin(), matches.end(), key) != matches.end())
    return kMatch;
  for (const auto kind : {KnobKind::attribute, KnobKind::overdrive, KnobKind::fan,
                          KnobKind::parameter, KnobKind::compute, KnobKind::runtime}) {
    if (find_knob(fmt::format("{}.{}", to_string(kind), key)) != nullptr) return to_string(kind);
  }
  const auto upper = [](char c) { return c < 'a' || c > 'z'; };
  const bool variable = is_variable_name(key) && std::all_of(key.begin(), key.end(), upper);
  return variable ? "environment" : std::string_view();
}

void complain_unknown_key(std::string_view kind, const toml::Entry& entry,
                          toml::Complaints& complaints) {
  const bool profile = kind == "profile";
  const auto table = right_table(entry.key);
  std::string help;
  if (is_later(kLaterSections, entry.key)) {
    complaints.error(entry.at, not_yet(entry.key));
    return;
  }
  if (profile && (entry.key == kMatch || table == kMatch)) {
    help = "; only rules match devices";
  } else if (profile && is_rule_key(entry.key)) {
    help = "; it belongs in the rule that uses it";
  } else if (!table.empty()) {
    help = fmt::format("; it belongs in [{}.{}]", kind, table);
  } else {
    auto known = toml::names_of(kSectionKeys);
    if (!profile) known.insert(known.end(), kRuleKeys.begin(), kRuleKeys.end());
    help = toml::foreign_hint(toml::NamePlace::section, entry.key);
    if (help.empty()) help = toml::foreign_hint(toml::NamePlace::setting, entry.key);
    if (help.empty()) help = toml::suggestion(entry.key, known);
  }
  complaints.error(entry.at, fmt::format("unknown key '{}' in a {}{}", entry.key, kind, help));
}

/// The name was written below a table.
bool has_name_below(const toml::Table& table) {
  return std::any_of(table.begin(), table.end(), [](const toml::Entry& entry) {
    const auto* below = std::get_if<toml::Table>(&entry.value.data);
    return below != nullptr && toml::find(*below, "name") != nullptr;
  });
}

void read_section_name(std::string_view kind, const toml::Table& table, Section& section,
                       toml::Complaints& complaints) {
  const auto* entry = toml::find(table, "name");
  if (entry == nullptr) {
    complaints.error(
        {section.origin.line, section.origin.column},
        fmt::format("a {} needs a name{}", kind, has_name_below(table) ? kBeforeItsTables : ""));
    return;
  }
  const auto name = toml::read_text(entry->value, "name", complaints);
  if (!name) return;
  if (name->empty() || name->size() > kLongestName) {
    complaints.error(entry->value.at,
                     fmt::format("the name of a {} must have 1 to {} bytes", kind, kLongestName));
    return;
  }
  section.name = *name;
  section.origin.section = *name;
}

}  // namespace

bool is_of_section(const toml::Entry& entry) {
  const bool known = toml::find_key(kSectionKeys, entry.key) != nullptr || is_rule_key(entry.key);
  constexpr std::string_view kTexts[] = {"name", "description", "use", "unset", "library", kMatch};
  const bool text = std::find(std::begin(kTexts), std::end(kTexts), entry.key) != std::end(kTexts);
  // "runtime" for "runtime_pm" has a value, [rule.runtime] has keys.
  return known &&
         (text || is_rule_key(entry.key) || std::holds_alternative<toml::Table>(entry.value.data));
}

std::vector<const toml::Entry*> read_section(std::string_view kind, const toml::Node& node,
                                             Section& section, toml::Complaints& complaints) {
  complaints.enter("");
  section.origin = complaints.origin(node.at);
  const auto* table = toml::expect_table(node, kind, complaints);
  if (table == nullptr) return {};
  read_section_name(kind, *table, section, complaints);
  complaints.enter(section.name);
  std::vector<const toml::Entry*> rest;
  for (const auto& entry : *table) {
    if (const auto* key = toml::find_key(kSectionKeys, entry.key)) {
      key->read(entry, section, complaints);
    } else if (kind == "rule" && is_rule_key(entry.key)) {
      rest.push_back(&entry);
    } else {
      complain_unknown_key(kind, entry, complaints);
    }
  }
  return rest;
}

}  // namespace rmcp::config
