// SPDX-License-Identifier: MIT
// Temporary files of an earlier process in the state folder.
#pragma once
#include <string>

namespace rmcp::state {

/// Makes the disk's thread remove files that killed writes have left in the state folder.
void remove_leftovers(const std::string& state_directory);

}  // namespace rmcp::state
