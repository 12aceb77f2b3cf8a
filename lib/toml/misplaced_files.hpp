// SPDX-License-Identifier: MIT
// Files that look like policy and are not read, because of their folder or their name.
#pragma once
#include "lib/text/origin.hpp"

#include <string>
#include <vector>

namespace rmcp::toml {

/// Advice for each of them in these directories. Looks at names alone. Blocks.
std::vector<Diagnostic> misplaced_files(const std::vector<std::string>& directories);

}  // namespace rmcp::toml
