// SPDX-License-Identifier: MIT
// The request to rebuild the initramfs: a file in /run/rmcp that a path unit waits for, if the
// administrator has enabled it.
#pragma once
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

class RebuildRequest {
 public:
  explicit RebuildRequest(const sys::Paths& paths);

  /// A change of modprobe.d is about to be made. Recorded on disk: if rmcpd dies between the change
  /// and the request, its next run makes the request, over a power cut too.
  void owe();
  /// True if a rebuild is still owed from an earlier run, or has failed: the script that rebuilds
  /// leaves the same note, with text in it.
  [[nodiscard]] bool owed() const;
  /// Makes the request; nothing is owed then.
  void ask();
  /// The change was not made after all.
  void settle();

 private:
  std::string runtime_, note_;
};

}  // namespace rmcp::engine
