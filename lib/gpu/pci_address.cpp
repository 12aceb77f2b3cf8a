// SPDX-License-Identifier: MIT
// Reads and prints PCI addresses.
#include "lib/gpu/pci_address.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rmcp {
namespace {

/// A hexadecimal number of `min` to `max` digits, without sign and prefix, and at most `limit`.
std::optional<std::uint32_t> parse_field(std::string_view text, std::size_t min, std::size_t max,
                                         std::uint32_t limit) {
  if (text.size() < min || text.size() > max) return std::nullopt;
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value, 16);
  if (error != std::errc() || stopped != end || value > limit) return std::nullopt;
  return value;
}

}  // namespace

std::optional<PciAddress> parse_pci_address(std::string_view text) {
  const auto dot = text.rfind('.');
  const auto colon = text.rfind(':', dot);
  if (dot == text.npos || colon == text.npos || colon > dot) return std::nullopt;

  const auto function = parse_field(text.substr(dot + 1), 1, 1, 7);
  const auto device = parse_field(text.substr(colon + 1, dot - colon - 1), 2, 2, 31);

  std::string_view front = text.substr(0, colon);
  std::optional<std::uint32_t> domain = 0;
  if (const auto first = front.rfind(':'); first != front.npos) {
    domain = parse_field(front.substr(0, first), 1, 8, 0xffffffff);
    front.remove_prefix(first + 1);
  }
  const auto bus = parse_field(front, 2, 2, 0xff);
  if (!domain || !bus || !device || !function) return std::nullopt;
  return PciAddress{*domain, static_cast<std::uint8_t>(*bus), static_cast<std::uint8_t>(*device),
                    static_cast<std::uint8_t>(*function)};
}

std::string to_string(const PciAddress& address) {
  return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", address.domain, address.bus, address.device,
                     address.function);
}

std::string object_name(const PciAddress& address) {
  return fmt::format("{:04x}_{:02x}_{:02x}_{:x}", address.domain, address.bus, address.device,
                     address.function);
}

}  // namespace rmcp
