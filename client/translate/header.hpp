// SPDX-License-Identifier: MIT
// The first lines of a translated policy.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::client {

/// `tool` and its service, which has to be stopped before rmcpd takes over. `risky`: some settings
/// need a confirmation.
std::string policy_header(std::string_view tool, std::string_view service, bool risky);

}  // namespace rmcp::client
