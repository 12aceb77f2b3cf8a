// SPDX-License-Identifier: MIT
// The top level of a policy file.
#include "daemon/config/policy_reader.hpp"

#include "daemon/config/section_reader.hpp"
#include "daemon/config/setting_reader.hpp"
#include "daemon/config/table_readers.hpp"
#include "lib/toml/foreign_names.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/match_reader.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <map>

namespace rmcp::config {
namespace {

constexpr std::string_view kRule = "rule";
constexpr std::string_view kProfile = "profile";
constexpr std::string_view kAmdgpu = "amdgpu";
constexpr std::string_view kModuleHeader = "[module.amdgpu]";
constexpr std::string_view kTrusted = "trusted";

using Names = std::map<std::string, unsigned>;  // with their lines

toml::Position place(const Section& section) {
  return {section.origin.line, section.origin.column};
}

/// A name may occur once; nameless sections have been reported.
bool is_new(std::string_view kind, Names& names, const Section& section,
            toml::Complaints& complaints) {
  if (section.name.empty()) return true;
  const auto [known, first] = names.emplace(section.name, section.origin.line);
  if (first) return true;
  complaints.error(place(section), fmt::format("{} '{}' is already defined in line {} of this file",
                                               kind, section.name, known->second));
  return false;
}

bool sets_nothing(const Section& section) {
  return section.use.empty() && section.unset.empty() && section.settings.empty();
}

void read_rule(const toml::Node& node, Names& names, PolicyFile& file,
               toml::Complaints& complaints) {
  Rule rule;
  const auto before = complaints.count();
  for (const auto* entry : read_section(kRule, node, rule, complaints)) {
    if (entry->key == "on_drift") {
      rule.on_drift = toml::read_choice(*entry, {OnDrift::enforce, OnDrift::report}, complaints);
    } else if (entry->key == kTrusted) {
      rule.trusted = toml::read_flag(*entry, complaints).value_or(false);
    } else if (entry->key == "optional") {
      rule.optional = toml::read_flag(*entry, complaints).value_or(false);
    } else {
      rule.match = toml::read_match(entry->value, complaints);
    }
  }
  if (!is_new(kRule, names, rule, complaints)) return;
  if (sets_nothing(rule) && complaints.count() == before) {
    complaints.advice(place(rule), fmt::format("rule '{}' sets nothing", rule.name));
  }
  file.rules.push_back(std::move(rule));
}

void read_profile(const toml::Node& node, Names& names, PolicyFile& file,
                  toml::Complaints& complaints) {
  Profile profile;
  read_section(kProfile, node, profile, complaints);
  if (profile.name.empty() || !is_new(kProfile, names, profile, complaints)) return;
  file.profiles.push_back(std::move(profile));
}

/// Parameters of amdgpu, and the administrator's word for the risky ones among them. It is about
/// this table alone: each file may have one.
void read_amdgpu(const toml::Entry& entry, PolicyFile& file, toml::Complaints& complaints) {
  const auto* table = toml::expect_section(entry, kModuleHeader, complaints);
  if (table == nullptr) return;
  auto parameters = *table;
  const auto* word = toml::find(*table, kTrusted);
  const bool trusted = word != nullptr && toml::read_flag(*word, complaints).value_or(false);
  std::erase_if(parameters, [](const toml::Entry& one) { return one.key == kTrusted; });
  std::vector<Setting> settings;
  read_settings(KnobKind::parameter, parameters, settings, complaints);
  for (auto& setting : settings) {
    setting.trusted = trusted;
    file.module.push_back(std::move(setting));
  }
}

/// `[module.amdgpu]`: rmcpd handles no other module.
void read_module(const toml::Entry& entry, PolicyFile& file, toml::Complaints& complaints) {
  const auto* modules = toml::expect_section(entry, kModuleHeader, complaints);
  if (modules == nullptr) return;
  complaints.enter("module.amdgpu");
  for (const auto& module : *modules) {
    if (module.key == kAmdgpu) {
      read_amdgpu(module, file, complaints);
    } else {
      complaints.error(
          module.at, fmt::format("unknown module '{}': only [module.amdgpu] is known", module.key));
    }
  }
}

/// `[[rule]]` is an array of tables; `[rule]` and `rule = 1` are not.
const toml::Array* expect_array(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto* array = std::get_if<toml::Array>(&entry.value.data);
  if (array == nullptr) {
    complaints.error(entry.at, fmt::format("{0}: expected [[{0}]] with two brackets, found {1}",
                                           entry.key, toml::type_name(entry.value)));
  }
  return array;
}

template <auto read, auto list>
void read_each(const toml::Entry& entry, PolicyFile& file, toml::Complaints& complaints) {
  const auto* array = expect_array(entry, complaints);
  if (array == nullptr) return;
  for (const auto& node : *array) read(node, file.*list, complaints);
}

template <auto read>
void read_named(const toml::Entry& entry, PolicyFile& file, toml::Complaints& complaints) {
  const auto* array = expect_array(entry, complaints);
  if (array == nullptr) return;
  Names names;
  for (const auto& node : *array) read(node, names, file, complaints);
}

template <auto read, auto place>
void read_whole(const toml::Entry& entry, PolicyFile& file, toml::Complaints& complaints) {
  file.*place = read(entry, complaints);
}

struct TopLevel : toml::Key<PolicyFile> {
  std::string_view only_in_policy = {};  // its name in the message; empty: profiles.d may have it
  bool several = false;
};
constexpr TopLevel kTopLevel[] = {
    {{"format", toml::skip_key}},
    {{"rule", read_named<read_rule>}, "rules", true},
    {{"profile", read_named<read_profile>}},
    {{"device", read_each<read_device, &PolicyFile::aliases>}, "devices", true},
    {{"module", read_module}, kModuleHeader},
    {{"unit", read_each<read_unit, &PolicyFile::units>}, "units", true},
    {{"sessions", read_whole<read_sessions, &PolicyFile::sessions>}, "[sessions]"},
    {{"system", read_whole<read_system, &PolicyFile::default_library>}, "[system]"},
};

void complain_unknown_top(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto help = toml::foreign_hint(toml::NamePlace::top, entry.key);
  if (help.empty())
    return toml::complain_unknown_key(entry, toml::names_of(kTopLevel), "", complaints);
  complaints.error(entry.at, fmt::format("unknown key '{}'{}", entry.key, help));
}

void read_policy_entry(const toml::Entry& entry, bool profiles_only, PolicyFile& file,
                       toml::Complaints& complaints) {
  complaints.enter("");
  const auto* top = toml::find_key(kTopLevel, entry.key);
  if (top == nullptr) return complain_unknown_top(entry, complaints);
  if (!profiles_only || top->only_in_policy.empty()) return top->read(entry, file, complaints);
  complaints.error(entry.at, fmt::format("{} {} not read from profiles.d: move {} to policy.d",
                                         top->only_in_policy, top->several ? "are" : "is",
                                         top->several ? "them" : "it"));
}

}  // namespace

PolicyFile read_policy_file(const toml::SourceFile& source, toml::Complaints& complaints) {
  PolicyFile file;
  const auto root = toml::read_root(source.text, complaints);
  if (!root) return file;
  file.complete = true;
  for (const auto& entry : *root) read_policy_entry(entry, source.profile, file, complaints);
  return file;
}

}  // namespace rmcp::config
