// SPDX-License-Identifier: MIT
// The identity of a card, read once per binding of its driver.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/errno.hpp"

#include <string>

namespace rmcp::state {

/// One file a slot below the runtime directory. A later read of unique_id fails in a GPU reset or
/// in suspend (amdgpu_pm.c:amdgpu_get_unique_id), also for a daemon that was started meanwhile.
class Identities {
 public:
  explicit Identities(std::string runtime_directory);

  /// Gives the device the identity recorded for this boot and binding. False: there is none.
  bool recall(Device& device, const std::string& boot_id) const;
  sys::Status record(const Device& device, const std::string& boot_id);
  /// Removes the record of a binding that has ended, if it is still the one at this address.
  void binding_ended(const PciAddress& address, std::uint64_t epoch);

 private:
  std::string folder_;
};

}  // namespace rmcp::state
