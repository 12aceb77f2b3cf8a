// SPDX-License-Identifier: MIT
// What was there before rmcpd, noted before the first write and kept until the driver lets the
// device go.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/plan/plan.hpp"

#include <string>

namespace rmcp::state {

/// One file a device below the runtime directory, so that each worker owns its own. It speaks of
/// one card, one boot and one binding of the driver. Notes about another are void, and that is
/// decided here alone, by what is in sysfs.
class Journal {
 public:
  Journal(const std::string& directory, std::string boot_id, const Device& device,
          const CardId& card);

  const Originals& originals() const { return originals_; }

  // Each returns 0 or the errno of the write; memory and file agree in both cases.

  /// Notes the bytes that restore the knob, and what they stand for in words. The first note wins:
  /// a later value may already be ours.
  int note_original(const std::string& knob, const std::string& bytes,
                    const std::string& before = {});
  /// Notes, in policy's words, what is now in force by us.
  int note_applied(const std::string& knob, const std::string& wanted);
  /// Memory has forgotten in any case; the file will at the next write, or the next time that it is
  /// read by this process.
  int forget(const std::string& knob);

  /// Removes the notes of a binding that has ended, if they are still the ones at this address.
  static void binding_ended(const std::string& directory, const PciAddress& address,
                            std::uint64_t epoch);

 private:
  int save(Originals changed);
  int write(const Originals& changed) const;
  void load();

  std::string path_;
  std::string boot_id_;
  std::string stable_id_;
  std::uint64_t bind_epoch_;
  Originals originals_;
};

}  // namespace rmcp::state
