// SPDX-License-Identifier: MIT
// Quantities.
#include "lib/knobs/codecs/quantity.hpp"

#include "lib/text/words.hpp"

#include <charconv>

namespace rmcp {
namespace {

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

/// Units are written by people too: "2400mhz".
bool consume(std::string_view& text, std::string_view word) {
  if (lower(text.substr(0, word.size())) != lower(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool consume_unit(std::string_view& text, Unit unit) {
  if (unit == Unit::celsius && consume(text, "\u00b0C")) return true;
  return consume(text, to_string(unit));
}

}  // namespace

std::optional<std::int64_t> consume_quantity(std::string_view& text, Unit unit) {
  std::int64_t amount = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (ec != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  skip_blanks(text);
  if (!consume_unit(text, unit)) return std::nullopt;
  if (!text.empty() && text.front() != ' ' && text.front() != ',') return std::nullopt;
  skip_blanks(text);
  return amount;
}

std::optional<std::int64_t> quantity(std::string_view text, Unit unit) {
  const auto amount = consume_quantity(text, unit);
  return text.empty() ? amount : std::nullopt;
}

}  // namespace rmcp
