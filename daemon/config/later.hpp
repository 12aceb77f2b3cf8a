// SPDX-License-Identifier: MIT
// Reserved words of the policy language: refused by name, never ignored.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace rmcp::config {

inline constexpr std::array<std::string_view, 1> kLaterSections{"on_fault"};

inline bool is_later(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

inline std::string not_yet(std::string_view word) {
  return fmt::format("'{}' is not supported by this version", word);
}

}  // namespace rmcp::config
