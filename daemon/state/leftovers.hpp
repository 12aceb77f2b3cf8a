// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace rmcp::state {

/// Has the disk's thread take away what writes that were killed have left in the state folder.
void remove_leftovers(const std::string& state_directory);

}  // namespace rmcp::state
