// SPDX-License-Identifier: MIT
// The aliases of a policy as a whole.
#pragma once
#include "lib/text/origin.hpp"

#include <string_view>
#include <vector>

namespace rmcp {

struct Policy;

/// Whether a name can denote a device: "all", an address, or a defined alias.
bool can_name_device(const Policy& policy, std::string_view name);

/// Returns errors for aliases given twice, and advice for rules that ask for an undefined alias.
std::vector<Diagnostic> check_aliases(const Policy& policy);

}  // namespace rmcp
