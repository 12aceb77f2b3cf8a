// SPDX-License-Identifier: MIT
// Steps of a plan that take back.
#pragma once
#include "lib/plan/plan_basis.hpp"

#include <string>

namespace rmcp {

/// Restores the value from before rmcpd's first write.
Step restore_step(const PlanBasis& basis, const std::string& name, const JournalEntry& noted);

/// Takes back a published setting.
Step unpublish_step(const std::string& name, const Reading& r);

/// Never empty: in the worst case the driver itself refuses a value that it has shown.
WaysBack restore_ways(const Knob& knob, const std::string& original,
                      const std::optional<Value>& before, const std::optional<Value>& now,
                      const Reading& r);

}  // namespace rmcp
