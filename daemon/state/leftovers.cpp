// SPDX-License-Identifier: MIT
// Makes the disk's thread remove files that a killed daemon left half written.
#include "daemon/state/leftovers.hpp"

#include "daemon/state/disk.hpp"
#include "lib/sys/file.hpp"

namespace rmcp::state {

void remove_leftovers(const std::string& state_directory) {
  Disk::instance().post("leftovers", [state_directory] {
    sys::remove_unfinished(state_directory);
    return sys::kDone;
  });
}

}  // namespace rmcp::state
