// SPDX-License-Identifier: MIT
// Risky parameters are stored for a word in policy: no trial can take them back before the next
// boot.
#pragma once
#include "lib/policy/policy.hpp"

#include <string>

namespace rmcp {

/// The reason why a risky parameter is not stored, with the line to write and its table.
std::string missing_trust(const Setting& setting);

}  // namespace rmcp
