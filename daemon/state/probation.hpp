// SPDX-License-Identifier: MIT
// Boots that ended within minutes of something risky: a record is made before the risk is taken and
// removed when the time has passed, so a record of another boot means that it did not pass.
#pragma once
#include "daemon/state/store.hpp"

#include <optional>
#include <string>

namespace rmcp::state {

class Probation {
 public:
  /// `subject`: a card's key, or "module.amdgpu". A damaged record counts as one of another boot: a
  /// boot is unclean unless it is known to have gone well.
  Probation(const std::string& state_directory, const std::string& boot_id,
            const std::string& subject);

  /// The number of consecutive boots before this one that have ended in their probation.
  [[nodiscard]] unsigned unclean_boots() const { return unclean_; }
  /// This boot takes the risk now.
  sys::Status begin();
  /// The boot has gone well, or no longer takes the risk.
  sys::Status end();
  /// The same for callers that cannot wait for a disk.
  static void end_soon(const std::string& state_directory, const std::string& subject);

 private:
  std::string subject_;
  Store<std::optional<unsigned>> notes_;  // unclean boots; nothing: no record
  unsigned unclean_ = 0;
};

}  // namespace rmcp::state
