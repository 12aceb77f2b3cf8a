// SPDX-License-Identifier: MIT
// The address of a PCI function: the key of a device on the bus and in sysfs.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp {

struct PciAddress {
  std::uint32_t domain = 0;
  std::uint8_t bus = 0;
  std::uint8_t device = 0;    // 0..31
  std::uint8_t function = 0;  // 0..7

  auto operator<=>(const PciAddress&) const = default;
};

/// Reads `0000:03:00.0` (any length of domain) or the short form `03:00.0` (domain 0).
std::optional<PciAddress> parse_pci_address(std::string_view text);

/// `0000:03:00.0`, as the kernel prints it.
std::string to_string(const PciAddress& address);

/// `0000_03_00_0`: the last element of the device's D-Bus object path.
std::string object_name(const PciAddress& address);

}  // namespace rmcp
