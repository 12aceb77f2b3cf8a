// SPDX-License-Identifier: MIT
// Library sets that policy names and that are not registered.
#pragma once
#include "lib/policy/policy.hpp"

#include <string>
#include <vector>

namespace rmcp {

/// Advice for each name that a rule brings into play, also by a profile, and for the default of the
/// system; `sets`: the names of the registered ones.
std::vector<Diagnostic> advise_on_libraries(const Policy& policy,
                                            const std::vector<std::string>& sets);

}  // namespace rmcp
