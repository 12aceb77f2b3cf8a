// SPDX-License-Identifier: MIT
// The aliases of a policy as a whole.
#pragma once
#include "lib/text/origin.hpp"

#include <string_view>
#include <vector>

namespace rmcp {

struct Policy;

/// Whether a name may be one of a device: "all", an address, or an alias that is given.
bool can_name_device(const Policy& policy, std::string_view name);

/// Errors where an alias is given twice, advice where a rule asks for one that nothing gives.
std::vector<Diagnostic> check_aliases(const Policy& policy);

}  // namespace rmcp
