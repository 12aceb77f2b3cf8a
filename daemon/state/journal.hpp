// SPDX-License-Identifier: MIT
// The values from before rmcpd, recorded before the first write and kept until the driver is
// unbound.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/plan/plan.hpp"
#include "lib/sys/errno.hpp"

#include <string>

namespace rmcp::state {

/// One file a device below the runtime directory, so that each worker owns its own. It is about one
/// card, one boot and one binding of the driver. Records of another are void; only this class
/// decides that, from sysfs.
class Journal {
 public:
  Journal(const std::string& directory, std::string boot_id, const Device& device,
          const CardId& card);

  [[nodiscard]] const Originals& originals() const { return originals_; }

  // Memory and file agree afterwards, whether the write succeeds or not.

  /// Records the bytes that restore the knob, and their meaning in words. The first record wins: a
  /// later value may already be rmcpd's.
  sys::Status record_original(const std::string& knob, const std::string& bytes,
                              const std::string& before = {});
  /// Records, in policy's words, rmcpd's value in force.
  sys::Status record_applied(const std::string& knob, const std::string& wanted);
  /// Always removed from memory; from the file at the next write, or when this process next reads
  /// it.
  sys::Status forget(const std::string& knob);

  /// Removes the records of a binding that has ended, if they are still the ones at this address.
  static void binding_ended(const std::string& directory, const PciAddress& address,
                            std::uint64_t epoch);

 private:
  sys::Status save(Originals changed);
  sys::Status write(const Originals& changed) const;
  void load();

  std::string path_;
  std::string boot_id_;
  std::string stable_id_;
  std::uint64_t bind_epoch_;
  Originals originals_;
};

}  // namespace rmcp::state
