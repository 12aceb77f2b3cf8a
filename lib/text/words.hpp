// SPDX-License-Identifier: MIT
// Text as words and numbers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The pieces between runs of separators; they refer to `text`.
std::vector<std::string_view> split_words(std::string_view text,
                                          std::string_view separators = " \t\n");
/// The text as a decimal number, if all of it is one.
std::optional<std::int64_t> whole_number(std::string_view text);
/// ASCII letters only.
std::string lower(std::string_view text);
/// An ASCII letter or digit.
bool is_alphanumeric(char c);
/// The value of an enum that to_string() gives this word for; `last` is the enum's last.
template <class Enum>
std::optional<Enum> enum_of(std::string_view word, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (const auto value = static_cast<Enum>(i); to_string(value) == word) return value;
  return std::nullopt;
}
/// A stranger's text as it may stand in a message: cut to `most` bytes, and printable.
std::string excerpt(std::string_view text, std::size_t most = 64);
/// The last element of a path: "libx.so" of "/opt/lib/libx.so".
std::string base_name(std::string_view path);

}  // namespace rmcp
