// SPDX-License-Identifier: MIT
// Steps of a plan that set.
#pragma once
#include "lib/plan/plan_basis.hpp"

namespace rmcp {

/// Uses the card's own ranges and its way back: a setting without a way back is refused.
Step set_step(const PlanBasis& basis, const Setting& setting);

}  // namespace rmcp
