// SPDX-License-Identifier: MIT
// The abilities of the HIP and ROCr that a program loads, by text in their files.
#pragma once
#include "client/inspect/runtime.hpp"
#include "lib/gpu/code_match.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// `hip` and `rocr`: paths, "" if there is none; `root` comes before them.
RuntimeAbility runtime_ability(const std::string& hip, const std::string& rocr,
                               const std::string& root = "");

/// Likewise, of the libraries that a program loads.
RuntimeAbility runtime_ability(const std::vector<RuntimeLibrary>& libraries,
                               const std::string& root = "");

}  // namespace rmcp::client
