// SPDX-License-Identifier: MIT
// The message of patch(1) when a patch does not fit, in one line.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// `src/alloc.c: hunk 2 (line 41) does not fit` and the like, for the first file; all its failed
/// hunks in one. Output of GNU patch in the C locale; other output is given unchanged.
std::string conflict_in(std::string_view output);

}  // namespace rmcp::recipe
