// SPDX-License-Identifier: MIT
// What was there before rmcpd, noted before the first write and kept until the driver lets the
// device go.
#pragma once
#include "core/device.hpp"
#include "core/plan.hpp"

#include <string>

namespace rmcp::state {

/// One file a device below the runtime directory, so that each worker owns its own. It speaks of
/// one card (stable id), one boot and one binding of the driver: notes about another are dropped.
class Journal {
 public:
  Journal(std::string directory, std::string boot_id, const Device& device);

  const Originals& originals() const { return originals_; }

  // Each returns 0 or the errno of the write; memory and file agree in both cases.

  /// Notes the bytes that restore the knob. The first note wins: a later value may already be ours.
  int note_original(const std::string& knob, const std::string& bytes);
  /// Notes, in policy's words, what is now in force by us.
  int note_applied(const std::string& knob, const std::string& wanted);
  int forget(const std::string& knob);

  /// Removes a device's notes: it was unbound or unplugged.
  static void drop(const std::string& directory, const PciAddress& address);

 private:
  int save(Originals changed);
  void load();

  std::string path_;
  std::string boot_id_;
  std::string stable_id_;
  std::uint64_t bind_epoch_;
  Originals originals_;
};

}  // namespace rmcp::state
