// SPDX-License-Identifier: MIT
// Why KFD has made no node for a card on amdgpu: what its rule says of the target, what sysfs shows
// of the machine, and the line that it has logged.
#pragma once
#include "client/inspect/kernel_log.hpp"
#include "client/inspect/pci_atomics.hpp"
#include "lib/gpu/device.hpp"

#include <optional>
#include <span>
#include <string>

namespace rmcp::client {

struct KfdFacts {
  std::optional<unsigned> firmware;  // of the MEC
  bool virtual_function = false;
  AtomicsPath atomics;
  bool log_readable = false;
  std::string line;  // the last one of KFD about the card; empty: none
};

/// The last message with a reason of KFD for this card; empty if there is none.
std::string last_reason(const Device& device, std::span<const std::string> log);

/// In a sentence or three.
std::string explain_no_kfd_node(const Device& device, const KfdFacts& facts);

KfdFacts read_kfd_facts(const Device& device, const std::string& pci_devices,
                        const std::string& kmsg);

}  // namespace rmcp::client
