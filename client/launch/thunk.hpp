// SPDX-License-Identifier: MIT
// What the thunk of a runtime knows, by the file itself: wheels do not say of which ROCm they are,
// and builds of others have numbers of their own.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// Whether it reads HSA_OVERRIDE_GFX_VERSION_N, the variable for one node, as thunks do since
/// ROCT-Thunk-Interface commit cf49353. Nothing when none of the files has a thunk. `files`:
/// libhsakmt before libhsa-runtime64, which has the thunk inside in later ROCms.
std::optional<bool> reads_numbered_override(const std::vector<std::string>& files);

}  // namespace rmcp::client
