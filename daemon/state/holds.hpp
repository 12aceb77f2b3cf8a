// SPDX-License-Identifier: MIT
// Devices that are left alone until somebody applies policy to them again.
#pragma once
#include "core/device.hpp"

#include <string>

namespace rmcp::state {

/// A hold is an empty file named after the card: below the runtime directory until reboot, below
/// the state directory for ever.
class Holds {
 public:
  Holds(std::string runtime_directory, std::string state_directory);

  bool held(const Device& device) const;
  /// `keep`: over a reboot too. 0 or an errno.
  int hold(const Device& device, bool keep) const;
  int release(const Device& device) const;

 private:
  std::string runtime_, state_;
};

}  // namespace rmcp::state
