// SPDX-License-Identifier: MIT
// JSON schema of a policy file, for editors. rmcpd itself checks more, and says it better.
#pragma once
#include <nlohmann/json.hpp>

namespace rmcp::reference {

nlohmann::ordered_json policy_schema();

}  // namespace rmcp::reference
