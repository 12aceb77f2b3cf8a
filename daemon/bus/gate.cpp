// SPDX-License-Identifier: MIT
// Deny by default.
#include "bus/gate.hpp"

#include <fmt/format.h>

namespace rmcp::bus {

void Gate::require_free(const char* interface, const char* member) const {
  const auto action = action_for(interface, member);
  if (!action || !action->empty())
    throw make_error(kNotAuthorized, fmt::format("{}.{}: denied", interface, member));
}

void Gate::decide(const char* interface, const char* member, const std::string& sender,
                  bool interactive, std::function<void(Verdict)> then) const {
  const auto action = action_for(interface, member);
  if (!action) return then({false, fmt::format("{}.{}: denied", interface, member)});
  if (action->empty()) return then({true, {}});
  authority_.check(sender, *action, interactive, std::move(then));
}

}  // namespace rmcp::bus
