// SPDX-License-Identifier: MIT
// The names that LACT gives to GPUs: `1002:744C-1EAE:7901-0000:03:00.0`.
#pragma once
#include "lib/gpu/pci_address.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rmcp::client {

/// The ids of card and board, and the address.
struct LactId {
  std::uint16_t vendor = 0, device = 0, subsystem_vendor = 0, subsystem_device = 0;
  PciAddress address;

  /// The same board, maybe in another slot.
  [[nodiscard]] bool same_board(const LactId& other) const {
    return vendor == other.vendor && device == other.device &&
           subsystem_vendor == other.subsystem_vendor && subsystem_device == other.subsystem_device;
  }
};

std::optional<LactId> parse_lact_id(std::string_view text);

}  // namespace rmcp::client
