// SPDX-License-Identifier: MIT
// The values of module parameters in sysfs from before rmcpd, in this boot.
#pragma once
#include "lib/sys/errno.hpp"

#include <map>
#include <string>

namespace rmcp::state {

/// The name under which the policy of rmcp_devparam from before rmcpd is recorded; no parameter of
/// amdgpu has a dot.
inline constexpr auto kProbePolicyNote = "rmcp_devparam.policy";

/// One file below the runtime directory; records of another boot are void.
class ModuleJournal {
 public:
  ModuleJournal(const std::string& directory, std::string boot_id);

  /// By name of the parameter.
  [[nodiscard]] const std::map<std::string, std::string>& originals() const { return originals_; }

  // Memory and file agree afterwards, whether the write succeeds or not.

  /// The first record wins: a later value may already be rmcpd's.
  sys::Status record_original(const std::string& name, const std::string& text);
  sys::Status forget(const std::string& name);

 private:
  sys::Status save(std::map<std::string, std::string> changed);

  std::string path_, boot_id_;
  std::map<std::string, std::string> originals_;
};

}  // namespace rmcp::state
