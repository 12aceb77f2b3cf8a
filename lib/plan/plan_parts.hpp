// SPDX-License-Identifier: MIT
// The parts that a plan is made of: restores, settings, pairs of a lower and an upper limit in one
// file.
#pragma once
#include "lib/plan/plan.hpp"
#include "lib/plan/plan_basis.hpp"

#include <string>
#include <vector>

namespace rmcp {

/// True if this card is one of those that accept the knob only with its requirement.
bool wants_requirement(const Knob& knob, const Reading& reading);

/// Puts the changes of a knob with an upper limit, and of that limit, into the order that the
/// driver accepts; changes that would make the two cross become impossible.
void fit_limits(const Knob& lower, const Readings& readings, std::vector<Step>& steps);

/// Refuses to set what nothing would give back: neither a text, nor the restore of the required
/// knob.
Step with_requirement_as_way_back(const PlanBasis& basis, Step step, const Reading& reading);

/// Restores that no text makes, but a step of this plan that ends their requirement.
void restore_by_requirement(std::vector<Step>& steps);

/// Puts the steps of the overdrive table into one row, the power cap first, and marks what has to
/// be written again with them.
void gather_table(const Readings& readings, std::vector<Step>& steps);

/// Restores the value from before rmcpd's first write.
Step restore_step(const PlanBasis& basis, const std::string& name, const JournalEntry& noted);

/// What the present value of the required knob, or one that is about to be written, has ended.
Step gone_with_requirement(Step step);

/// Takes back a published setting.
Step unpublish_step(const std::string& name, const Reading& r);

/// Never empty: in the worst case the driver itself refuses a value that it has shown.
WaysBack restore_ways(const Knob& knob, const std::string& original,
                      const std::optional<Value>& before, const std::optional<Value>& now,
                      const Reading& r);

/// Uses the card's own ranges and its way back: a setting without a way back is refused.
Step set_step(const PlanBasis& basis, const Setting& setting);

}  // namespace rmcp
