// SPDX-License-Identifier: MIT
// Aliases: their form, and the one that a device has.
#include "lib/gpu/alias.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

constexpr std::size_t kLongest = 32;
/// Words that have another meaning where a device can be named.
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

}  // namespace

Failure check_alias(std::string_view name) {
  if (name.empty() || name.size() > kLongest)
    return fmt::format("an alias has 1 to {} characters", kLongest);
  if (!is_letter(name.front()) || !std::all_of(name.begin(), name.end(), is_alias_char)) {
    return fmt::format(
        "'{}' cannot be an alias: small letters, digits, - and _ only, a letter first", name);
  }
  if (is_node(name)) return fmt::format("'{}' is the name of a DRM node", name);
  if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end())
    return fmt::format("'{}' has another meaning as a device name", name);
  return {};
}

std::string alias_of(const std::vector<Alias>& aliases, const Device& device,
                     const Machine& machine) {
  const auto last = std::find_if(aliases.rbegin(), aliases.rend(), [&](const Alias& alias) {
    return evaluate(alias.match, device, machine) == Truth::yes;
  });
  return last == aliases.rend() ? std::string() : last->name;
}

}  // namespace rmcp
