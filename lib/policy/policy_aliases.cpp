// SPDX-License-Identifier: MIT
// Checks the aliases of a policy against each other and against its rules.
#include "lib/policy/policy_aliases.hpp"

#include "lib/gpu/pci_address.hpp"
#include "lib/policy/policy.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rmcp {
namespace {

std::vector<std::string_view> alias_names(const std::vector<Alias>& aliases) {
  std::vector<std::string_view> names;
  for (const auto& alias : aliases) names.push_back(alias.name);
  return names;
}

/// Values of the key `alias`, also those under `not`.
void collect_wanted(const Match& match, std::vector<std::string>& out) {
  for (const auto& condition : match.all_of) {
    if (condition.key == "alias")
      out.insert(out.end(), condition.any_of.begin(), condition.any_of.end());
  }
  for (const auto& negated : match.negated) collect_wanted(negated, out);
}

void find_repeated(const Policy& policy, std::vector<Diagnostic>& out) {
  std::map<std::string_view, const Alias*> first;
  for (const auto& alias : policy.aliases) {
    const auto [known, is_new] = first.emplace(alias.name, &alias);
    if (is_new) continue;
    out.push_back({Severity::error, alias.origin,
                   fmt::format("alias '{}' is already defined in {}:{}", alias.name,
                               known->second->origin.file, known->second->origin.line)});
  }
}

void find_unknown(const Policy& policy, std::vector<Diagnostic>& out) {
  const auto names = alias_names(policy.aliases);
  for (const auto& rule : policy.rules) {
    std::vector<std::string> wanted;
    collect_wanted(rule.match, wanted);
    for (const auto& pattern : wanted) {
      const auto fits = [&](std::string_view name) { return matches_text(pattern, name); };
      if (std::any_of(names.begin(), names.end(), fits)) continue;
      const auto near = nearest(pattern, names);
      const auto help = near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
      out.push_back({Severity::advice, rule.origin,
                     fmt::format("rule '{}' asks for alias '{}', which no [[device]] gives{}",
                                 rule.name, pattern, help)});
    }
  }
}

}  // namespace

bool can_name_device(const Policy& policy, std::string_view name) {
  return name == "all" || parse_pci_address(name) ||
         std::any_of(policy.aliases.begin(), policy.aliases.end(),
                     [&](const Alias& alias) { return alias.name == name; });
}

std::vector<Diagnostic> check_aliases(const Policy& policy) {
  std::vector<Diagnostic> out;
  find_repeated(policy, out);
  find_unknown(policy, out);
  return out;
}

}  // namespace rmcp
