// SPDX-License-Identifier: MIT
// The abilities of a runtime's thunk, from the file itself: wheels do not contain the version of
// their ROCm, and other people's builds have their own numbers.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// Whether it reads HSA_OVERRIDE_GFX_VERSION_N, the variable for one node, as thunks do since
/// ROCT-Thunk-Interface commit cf49353. Nothing if none of the files has a thunk. `files`:
/// libhsakmt before libhsa-runtime64, which contains the thunk in later ROCm versions.
std::optional<bool> reads_numbered_override(const std::vector<std::string>& files);

}  // namespace rmcp::client
