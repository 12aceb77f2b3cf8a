// SPDX-License-Identifier: MIT
// Steps of a plan that change a lower and an upper limit in one file: the driver compares the two.
#pragma once
#include "lib/plan/plan.hpp"

#include <vector>

namespace rmcp {

/// True if this card is one of those that accept the knob only with its requirement.
bool wants_requirement(const Knob& knob, const Reading& reading);

/// Puts the changes of a knob with an upper limit, and of that limit, into the order that the
/// driver accepts; changes that would make the two cross become impossible.
void fit_limits(const Knob& lower, const Readings& readings, std::vector<Step>& steps);

}  // namespace rmcp
