// SPDX-License-Identifier: MIT
// Parses sysfs attributes.
#include "daemon/device/attribute.hpp"

#include "lib/sys/file.hpp"

#include <charconv>

namespace rmcp::device {

std::optional<std::uint64_t> parse_number(std::string_view text, int base) {
  if (base == 16 && (text.starts_with("0x") || text.starts_with("0X"))) text.remove_prefix(2);
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return value;
}

std::optional<std::string> read_text(const std::string& path) {
  auto text = sys::read_attribute(path);
  if (!text || text->empty()) return std::nullopt;
  return std::move(*text);
}

std::optional<std::uint64_t> read_number(const std::string& path, int base) {
  const auto text = read_text(path);
  return text ? parse_number(*text, base) : std::nullopt;
}

std::optional<bool> read_flag(const std::string& path) {
  const auto text = read_text(path);
  if (text == "1") return true;
  if (text == "0") return false;
  return std::nullopt;
}

}  // namespace rmcp::device
