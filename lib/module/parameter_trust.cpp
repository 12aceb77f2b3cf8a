// SPDX-License-Identifier: MIT
// Names the table that takes the word.
#include "lib/module/parameter_trust.hpp"

namespace rmcp {

std::string missing_trust(const Setting& setting) {
  if (setting.order == 0) return "risky: write trusted = true into [module.amdgpu]";
  if (setting.order == kAboveAllRules)
    return "risky: write it into a policy file, in a rule with trusted = true";
  return "risky: write trusted = true into its rule";
}

}  // namespace rmcp
