// SPDX-License-Identifier: MIT
// Facts of a device as text.
#include "lib/gpu/device.hpp"

#include <fmt/format.h>

namespace rmcp {

std::string_view to_string(RuntimeStatus status) {
  switch (status) {
    case RuntimeStatus::active:
      return "active";
    case RuntimeStatus::suspended:
      return "suspended";
    case RuntimeStatus::unknown:
      break;
  }
  return "unknown";
}

std::string_view to_string(Identity identity) {
  switch (identity) {
    case Identity::read:
      return "read";
    case Identity::pending:
      return "pending";
    case Identity::unreadable:
      break;
  }
  return "unreadable";
}

bool PciIds::same_model(const PciIds& other) const {
  return vendor == other.vendor && device == other.device &&
         subsystem_vendor == other.subsystem_vendor && subsystem_device == other.subsystem_device;
}

std::string pci_id(std::uint16_t vendor, std::uint16_t device) {
  return fmt::format("{:04x}:{:04x}", vendor, device);
}

std::string tristate(std::optional<bool> fact) { return !fact ? "unknown" : *fact ? "yes" : "no"; }

}  // namespace rmcp
