// SPDX-License-Identifier: MIT
// Devices that are left alone until a client applies policy to them again.
#pragma once
#include "daemon/state/store.hpp"
#include "lib/gpu/card_id.hpp"

#include <string>

namespace rmcp::state {

/// A hold is an empty file named after the card: below the runtime directory until reboot, below
/// the state directory permanently.
class Holds {
 public:
  Holds(std::string runtime_directory, std::string state_directory);

  /// Also true while the state folder does not answer, and never has.
  [[nodiscard]] bool held(const CardId& card) const;
  /// `keep`: over a reboot too.
  sys::Status hold(const CardId& card, bool keep);
  sys::Status release(const CardId& card);

 private:
  Files<bool> transient_;
  Store<bool> kept_;
};

}  // namespace rmcp::state
