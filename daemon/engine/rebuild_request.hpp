// SPDX-License-Identifier: MIT
// The request that the initramfs be built anew: a file in /run/rmcp that a path unit waits for, if
// the administrator has enabled it.
#pragma once
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

class RebuildRequest {
 public:
  explicit RebuildRequest(const sys::Paths& paths);

  /// A change of modprobe.d is about to be made. Noted on disk: who dies between the change and the
  /// request has still to ask, over a power cut too.
  void owe();
  /// True when somebody has not come to ask.
  bool owed() const;
  /// Asks; what was owed is settled then.
  void ask();
  /// No change was made after all.
  void settle();

 private:
  std::string runtime_, note_;
};

}  // namespace rmcp::engine
