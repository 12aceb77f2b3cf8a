// SPDX-License-Identifier: MIT
// The module parameters that a card was probed with when rmcpd rebound it, or another card at the
// same time.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/errno.hpp"

#include <map>
#include <optional>
#include <string>

namespace rmcp::state {

struct Probe {
  std::map<std::string, std::string> values;  // by parameter; beside them the loaded ones counted
  bool uncertain =
      false;  // another card was rebound while this one was probed, or its window closed
};

/// A file for each card below the runtime directory; void after another binding or boot.
class Probes {
 public:
  Probes(const std::string& runtime_directory, std::string boot_id);

  /// The record of the binding `epoch`; nothing if rmcpd has not made that binding.
  [[nodiscard]] std::optional<Probe> read(const PciAddress& address, std::uint64_t epoch) const;
  sys::Status record(const PciAddress& address, std::uint64_t epoch, const Probe& probe);

 private:
  std::string folder_, boot_id_;
};

}  // namespace rmcp::state
