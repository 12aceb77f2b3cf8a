// SPDX-License-Identifier: MIT
// `rmcpctl --complete WORD...`
#pragma once
#include <string>
#include <vector>

namespace rmcp::client {

/// Prints one candidate a line, with its explanation after a tab. Reports no error, starts no
/// daemon and does not block.
void run_complete(const std::vector<std::string>& words);

}  // namespace rmcp::client
