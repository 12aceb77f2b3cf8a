// SPDX-License-Identifier: MIT
// Temporary files of an earlier process in the state folder.
#pragma once
#include <string>

namespace rmcp::state {

/// Has the disk's thread take away what writes that were killed have left in the state folder.
void remove_leftovers(const std::string& state_directory);

}  // namespace rmcp::state
