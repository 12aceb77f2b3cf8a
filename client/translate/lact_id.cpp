// SPDX-License-Identifier: MIT
// VENDOR:DEVICE-VENDOR:DEVICE-ADDRESS, in hexadecimal digits.
#include "client/translate/lact_id.hpp"

#include <charconv>

namespace rmcp::client {
namespace {

std::optional<std::uint16_t> hex_id(std::string_view text) {
  std::uint16_t value = 0;
  const auto* last = text.data() + text.size();
  const auto [end, ec] = std::from_chars(text.data(), last, value, 16);
  return ec == std::errc{} && end == last ? std::optional(value) : std::nullopt;
}

/// Takes `1002:744C-` off the front.
bool take_pair(std::string_view& text, std::uint16_t& vendor, std::uint16_t& device) {
  const auto colon = text.find(':'), dash = text.find('-');
  if (colon == text.npos || dash == text.npos || dash < colon) return false;
  const auto first = hex_id(text.substr(0, colon));
  const auto second = hex_id(text.substr(colon + 1, dash - colon - 1));
  if (!first || !second) return false;
  vendor = *first;
  device = *second;
  text.remove_prefix(dash + 1);
  return true;
}

}  // namespace

std::optional<LactId> parse_lact_id(std::string_view text) {
  LactId id;
  if (!take_pair(text, id.vendor, id.device)) return std::nullopt;
  if (!take_pair(text, id.subsystem_vendor, id.subsystem_device)) return std::nullopt;
  const auto address = parse_pci_address(text);
  if (!address) return std::nullopt;
  id.address = *address;
  return id;
}

}  // namespace rmcp::client
