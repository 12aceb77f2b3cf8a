// SPDX-License-Identifier: MIT
// The values of module parameters in sysfs from before rmcpd, in this boot.
#pragma once
#include <map>
#include <string>

namespace rmcp::state {

/// One file below the runtime directory; records of another boot are void.
class ModuleJournal {
 public:
  ModuleJournal(const std::string& directory, std::string boot_id);

  /// By name of the parameter.
  const std::map<std::string, std::string>& originals() const { return originals_; }

  // Each returns 0 or the errno of the write; memory and file agree in both cases.

  /// The first record wins: a later value may already be rmcpd's.
  int note_original(const std::string& name, const std::string& text);
  int forget(const std::string& name);

 private:
  int save(std::map<std::string, std::string> changed);

  std::string path_, boot_id_;
  std::map<std::string, std::string> originals_;
};

}  // namespace rmcp::state
