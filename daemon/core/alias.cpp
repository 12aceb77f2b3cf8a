// SPDX-License-Identifier: MIT
// Who is called what, and whether the names make sense.
#include "core/alias.hpp"

#include "core/pci_address.hpp"
#include "core/policy.hpp"
#include "core/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace rmcp {
namespace {

constexpr std::size_t kLongest = 32;
/// Words that mean something else where a device can be named.
constexpr std::array<std::string_view, 2> kReserved{"all", "none"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alias_char(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

/// card0, renderD128.
bool is_node(std::string_view name) {
  for (const std::string_view stem : {"card", "renderd"}) {
    const auto rest = name.starts_with(stem) ? name.substr(stem.size()) : std::string_view();
    if (!rest.empty() && std::all_of(rest.begin(), rest.end(), is_digit)) return true;
  }
  return false;
}

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
                   fmt::format("alias '{}' is already given in {}:{}", alias.name,
                               known->second->origin.file, known->second->origin.line)});
  }
}

void find_unknown(const Policy& policy, std::vector<Diagnostic>& out) {
  const auto names = alias_names(policy.aliases);
  for (const auto& rule : policy.rules) {
    std::vector<std::string> wanted;
    collect_wanted(rule.match, wanted);
    for (const auto& pattern : wanted) {
      const auto fits = [&](std::string_view name) { return glob(pattern, name); };
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

std::string check_alias(std::string_view name) {
  if (name.empty() || name.size() > kLongest)
    return fmt::format("an alias has 1 to {} characters", kLongest);
  if (!is_letter(name.front()) || !std::all_of(name.begin(), name.end(), is_alias_char)) {
    return fmt::format(
        "'{}' cannot be an alias: small letters, digits, - and _ only, a letter first", name);
  }
  if (is_node(name)) return fmt::format("'{}' is the name of a DRM node", name);
  if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end())
    return fmt::format("'{}' means something else where a device is named", name);
  return {};
}

std::string alias_of(const std::vector<Alias>& aliases, const Device& device,
                     const Machine& machine) {
  const auto last = std::find_if(aliases.rbegin(), aliases.rend(), [&](const Alias& alias) {
    return evaluate(alias.match, device, machine) == Truth::yes;
  });
  return last == aliases.rend() ? std::string() : last->name;
}

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
