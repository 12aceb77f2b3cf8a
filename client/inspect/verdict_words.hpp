// SPDX-License-Identifier: MIT
// The sentences of a verdict. Pure.
#pragma once
#include "client/inspect/verdict.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// The most important first. `in_force` and `ability` as for judge_code().
std::vector<std::string> verdict_words(const GfxTarget& gfx, const CodeVerdict& verdict,
                                       const std::vector<CodePlace>& places,
                                       const std::string& in_force, const RuntimeAbility& ability);

}  // namespace rmcp::client
