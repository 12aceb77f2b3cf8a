// SPDX-License-Identifier: MIT
// Numbers in the names of symbol versions.
#include "lib/elf/elf_file.hpp"

#include <algorithm>
#include <cctype>

namespace rmcp::elf {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number before the next dot, without leading zeros, as text: it may be of any length.
std::string_view consume_number(std::string_view& text) {
  const auto dot = text.find('.');
  auto number = text.substr(0, dot);
  text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

bool is_version(std::string_view text) {
  return !text.empty() && is_digit(text.front()) && is_digit(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
}

}  // namespace

bool version_less(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const auto left = consume_number(a);
    const auto right = consume_number(b);
    if (left == right) continue;
    if (left.size() != right.size()) return left.size() < right.size();
    return left < right;
  }
  return false;
}

std::string highest_version(const ElfFile& file, std::string_view family) {
  std::string highest;
  for (const auto& need : file.version_needs) {
    for (std::string_view version : need.versions) {
      if (!version.starts_with(family)) continue;
      version.remove_prefix(family.size());
      if (!version.starts_with('_') || !is_version(version.substr(1))) continue;
      version.remove_prefix(1);
      if (highest.empty() || version_less(highest, version)) highest = version;
    }
  }
  return highest;
}

}  // namespace rmcp::elf
