// SPDX-License-Identifier: MIT
// Boots that ended within minutes of something risky: the note is made before the risk is taken and
// removed when the time has passed, so a note of another boot means that it did not pass.
#pragma once
#include "daemon/state/store.hpp"

#include <optional>
#include <string>

namespace rmcp::state {

class Probation {
 public:
  /// `subject`: a card's key, or "module.amdgpu". A damaged note is one of another boot: what is
  /// not known to have gone well has not.
  Probation(const std::string& state_directory, const std::string& boot_id,
            const std::string& subject);

  /// How many boots in a row before this one have ended in their probation.
  unsigned unclean_boots() const { return unclean_; }
  /// This boot takes the risk now. 0 or an errno.
  int begin();
  /// It has gone well, or the risk is not taken any more.
  int end();
  /// The same for who cannot wait for a disk.
  static void end_soon(const std::string& state_directory, const std::string& subject);

 private:
  std::string subject_;
  Store<std::optional<unsigned>> notes_;  // unclean boots; nothing: no note
  unsigned unclean_ = 0;
};

}  // namespace rmcp::state
