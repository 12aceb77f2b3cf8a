// SPDX-License-Identifier: MIT
// Boots that ended within minutes of something risky: the note is made before the risk is taken and
// removed when the time has passed, so a note of another boot means that it did not pass.
#pragma once
#include <string>

namespace rmcp::state {

class Probation {
 public:
  /// `subject`: a card's key, or "module.amdgpu". A damaged note is one of another boot: what is
  /// not known to have gone well has not.
  Probation(const std::string& state_directory, std::string boot_id, const std::string& subject);

  /// How many boots in a row before this one have ended in their probation.
  unsigned unclean_boots() const { return unclean_; }
  /// This boot takes the risk now. 0 or an errno.
  int begin() const;
  /// It has gone well, or the risk is not taken any more.
  int end() const;
  /// The same for who cannot wait for a disk.
  static void end_soon(const std::string& state_directory, const std::string& subject);

 private:
  std::string path_, boot_id_;
  unsigned unclean_ = 0;
};

}  // namespace rmcp::state
