// SPDX-License-Identifier: MIT
#include "state/leftovers.hpp"

#include "state/disk.hpp"
#include "sys/file.hpp"

namespace rmcp::state {

void remove_leftovers(const std::string& state_directory) {
  Disk::instance().post("leftovers", [state_directory] {
    sys::remove_unfinished(state_directory);
    return 0;
  });
}

}  // namespace rmcp::state
