// SPDX-License-Identifier: MIT
// A number and a unit.
#include "lib/text/duration.hpp"

#include <charconv>

namespace rmcp {

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000;
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{} || number < 0 || number > kMost) return std::nullopt;
  auto unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  if (unit.empty() || unit == "s" || unit == "sec") return number;
  if (unit == "m" || unit == "min")
    return number * 60 <= kMost ? std::optional(number * 60) : std::nullopt;
  if (unit == "h") return number * 3600 <= kMost ? std::optional(number * 3600) : std::nullopt;
  return std::nullopt;
}

}  // namespace rmcp
