// SPDX-License-Identifier: MIT
// Where things are on this system. Injected, so that tests and other roots need no special code.
#pragma once
#include <string>
#include <vector>

namespace rmcp::sys {

struct Paths {
  std::string sys = "/sys";
  std::string proc = "/proc";
  std::string dev = "/dev";
  std::string amdgpu_ids = "/usr/share/libdrm/amdgpu.ids";
  std::string pci_ids = "/usr/share/misc/pci.ids";

  /// Folders with policy.d/ and profiles.d/, the one that wins first.
  std::vector<std::string> config = {"/etc/rmcp", "/run/rmcp", "/usr/lib/rmcp"};
  std::string runtime = "/run/rmcp";    // until reboot: journal, held
  std::string state = "/var/lib/rmcp";  // for ever: last good policy, kept holds
};

}  // namespace rmcp::sys
