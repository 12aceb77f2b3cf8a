// SPDX-License-Identifier: MIT
// One card and the code found for it: the facts that a verdict's sentences are about.
#pragma once
#include "client/inspect/verdict.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace rmcp::client {

struct VerdictCase {
  const GfxTarget& gfx;
  std::string name;  // of gfx
  const CodeVerdict& verdict;
  const std::vector<CodePlace>& places;
  const std::string& in_force;
  const RuntimeAbility& ability;

  [[nodiscard]] bool own_is_in_archives() const {
    return std::ranges::any_of(verdict.files, &CodeFitOf::in_archives);
  }
};

}  // namespace rmcp::client
