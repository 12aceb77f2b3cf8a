// SPDX-License-Identifier: MIT
// What patch(1) says when a patch does not fit, in one line.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// `src/alloc.c: hunk 2 (line 41) does not fit` and so on, the first of them; all hunks of one file
/// that failed in one. Output of GNU patch in the C locale; an unknown one is given as it is.
std::string conflict_in(std::string_view output);

}  // namespace rmcp::recipe
