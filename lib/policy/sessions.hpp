// SPDX-License-Identifier: MIT
// Settings for all programs that users start without naming a device: login shells and user
// services.
#pragma once
#include "lib/text/origin.hpp"

#include <string>
#include <vector>

namespace rmcp {

struct Policy;

/// `[sessions] devices = ["all"]`.
struct Sessions {
  std::vector<std::string> devices;  // aliases and addresses; or "all" alone
  Origin origin;
};

/// Returns advice for each of their devices that no [[device]] defines.
std::vector<Diagnostic> check_sessions(const Policy& policy);

}  // namespace rmcp
