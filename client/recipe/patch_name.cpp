// SPDX-License-Identifier: MIT
// Reads file names in patches.
#include "client/recipe/patch_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rmcp::recipe {
namespace {

/// The name without its first `strip` folders; nothing if it has fewer.
std::optional<std::string> strip_name(std::string_view name, unsigned strip) {
  for (; strip > 0; --strip) {
    const auto slash = name.find('/');
    if (slash == name.npos) return std::nullopt;
    name.remove_prefix(slash + 1);
    while (name.starts_with('/')) name.remove_prefix(1);
  }
  return std::string(name);
}

bool leads_out(std::string_view name) {
  if (name.empty() || name.front() == '/') return true;
  while (!name.empty()) {
    const auto part = name.substr(0, name.find('/'));
    if (part == "..") return true;
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return false;
}

}  // namespace

Expected<std::string> name_in_tree(std::string_view name, unsigned strip) {
  if (name.starts_with('"'))
    return tl::unexpected(
        std::string("a file name in quotes, which patch(1) and git treat differently"));
  auto stripped = strip_name(name, strip);
  if (!stripped) return tl::unexpected(fmt::format("'{}' has no {} folders to strip", name, strip));
  if (leads_out(*stripped)) return tl::unexpected(fmt::format("'{}' leads out of the tree", name));
  return std::move(*stripped);
}

}  // namespace rmcp::recipe
