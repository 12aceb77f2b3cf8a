// SPDX-License-Identifier: MIT
// Steps of a plan that set.
#pragma once
#include "lib/plan/plan_basis.hpp"

namespace rmcp {

/// With the card's own ranges, and with the way back that it offers: without one it is refused.
Step set_step(const PlanBasis& basis, const Setting& setting);

}  // namespace rmcp
