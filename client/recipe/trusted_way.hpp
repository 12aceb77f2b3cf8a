// SPDX-License-Identifier: MIT
// Folders in which root builds.
#pragma once
#include "lib/text/failure.hpp"

#include <string>

namespace rmcp::recipe {

/// For root: why another user could exchange the folder, or one on the way to it, and thus what
/// root runs. The part that does not exist yet is left out. None for other users: what they build
/// has their rights only.
Failure distrust_way(const std::string& folder);

}  // namespace rmcp::recipe
