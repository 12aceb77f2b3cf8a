// SPDX-License-Identifier: MIT
// Steps of a plan that take back.
#pragma once
#include "lib/plan/plan_basis.hpp"

#include <string>

namespace rmcp {

/// Brings back what was there before our first write.
Step restore_step(const PlanBasis& basis, const std::string& name, const JournalEntry& noted);

/// Takes back what was published.
Step unpublish_step(const std::string& name, const Reading& r);

/// Never none: at the worst the driver says itself that it does not take what it has shown.
WaysBack restore_ways(const Knob& knob, const std::string& original,
                      const std::optional<Value>& before, const std::optional<Value>& now,
                      const Reading& r);

}  // namespace rmcp
