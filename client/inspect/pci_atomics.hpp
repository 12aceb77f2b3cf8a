// SPDX-License-Identifier: MIT
// Whether PCIe atomics of a card reach its root port, by the rule of the kernel's
// pci_enable_atomic_ops_to_root(), from the configuration space of the ports above the card.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The PCI Express capability of a port.
struct ExpressPort {
  unsigned type = 0;                // PCI_EXP_TYPE_*
  std::uint32_t capabilities2 = 0;  // PCI_EXP_DEVCAP2
  std::uint32_t control2 = 0;       // PCI_EXP_DEVCTL2

  bool operator==(const ExpressPort&) const = default;
};

/// Nothing if the bytes do not reach that far, or the function has no such capability.
std::optional<ExpressPort> express_port(std::string_view config);

struct AtomicsPath {
  enum class State { unknown, open, closed };
  State state = State::unknown;
  std::string why;  // where they end, or why that is not known

  bool operator==(const AtomicsPath&) const = default;
};

struct PortOnTheWay {
  std::string address;  // "0000:00:01.0"
  ExpressPort port;
};

/// `ports`: those above the card, the root port first.
AtomicsPath judge_ports(std::span<const PortOnTheWay> ports);

/// Reads them for the card with this folder in sysfs. Nothing is woken: reading the configuration
/// space of a port resumes the one above it (pci.c:pci_config_pm_runtime_get), so nothing is read
/// while one of them is suspended.
AtomicsPath read_atomics_path(const std::string& folder);

}  // namespace rmcp::client
