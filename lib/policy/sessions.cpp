// SPDX-License-Identifier: MIT
// Checks the devices that `[sessions]` names.
#include "lib/policy/sessions.hpp"

#include "lib/policy/policy.hpp"
#include "lib/policy/policy_aliases.hpp"

#include <fmt/format.h>

namespace rmcp {

std::vector<Diagnostic> check_sessions(const Policy& policy) {
  std::vector<Diagnostic> out;
  if (!policy.sessions) return out;
  for (const auto& device : policy.sessions->devices)
    if (!can_name_device(policy, device))
      out.push_back({Severity::advice, policy.sessions->origin,
                     fmt::format("sessions have a device '{}', which is not an address, and no "
                                 "[[device]] gives this alias",
                                 device)});
  return out;
}

}  // namespace rmcp
