// SPDX-License-Identifier: MIT
// `rmcpctl --complete WORD...`
#pragma once
#include <string>
#include <vector>

namespace rmcp::client {

/// Prints one candidate a line, its explanation behind a tab. Says nothing else, whatever is wrong,
/// starts no daemon and waits for nobody.
void run_complete(const std::vector<std::string>& words);

}  // namespace rmcp::client
