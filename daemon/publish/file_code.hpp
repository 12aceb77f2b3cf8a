// SPDX-License-Identifier: MIT
// The GPU code of one library or program, for workers of the daemon.
#pragma once
#include "lib/gpu/code_match.hpp"

#include <string>

namespace rmcp::publish {

/// In the file, or in the archives that it names. `path`: not a link. Blocks.
FoundCode code_in_file(const std::string& path);

}  // namespace rmcp::publish
