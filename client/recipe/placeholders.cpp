// SPDX-License-Identifier: MIT
// Placeholders in the syntax of configure scripts and CMake, which no shell interprets.
#include "client/recipe/placeholders.hpp"

#include <algorithm>

namespace rmcp::recipe {
namespace {

bool may_stand(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':';
}

/// Calls `text` for the text between placeholders and `placeholder` for their names, in order.
void walk(std::string_view whole, const std::function<void(std::string_view)>& text,
          const std::function<void(std::string_view)>& placeholder) {
  while (!whole.empty()) {
    const auto begin = whole.find('@');
    text(whole.substr(0, begin));
    if (begin == whole.npos) return;
    const auto end = whole.find('@', begin + 1);
    const auto name = end == whole.npos ? "@" : whole.substr(begin + 1, end - begin - 1);
    if (!std::all_of(name.begin(), name.end(), may_stand)) {
      text("@");
      whole.remove_prefix(begin + 1);
      continue;
    }
    name.empty() ? text("@") : placeholder(name);
    whole.remove_prefix(end + 1);
  }
}

}  // namespace

std::string expand(std::string_view text, const Lookup& lookup) {
  std::string out;
  walk(
      text, [&](std::string_view between) { out += between; },
      [&](std::string_view name) {
        const auto value = lookup(name);
        out += value ? *value : '@' + std::string(name) + '@';
      });
  return out;
}

std::optional<std::string> unknown_placeholder(std::string_view text, const Lookup& lookup) {
  std::optional<std::string> unknown;
  walk(
      text, [](std::string_view) {},
      [&](std::string_view name) {
        if (!unknown && !lookup(name)) unknown = name;
      });
  return unknown;
}

}  // namespace rmcp::recipe
