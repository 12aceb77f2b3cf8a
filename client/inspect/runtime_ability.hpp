// SPDX-License-Identifier: MIT
// The abilities of the HIP and ROCr that a program loads, by text in their files.
#pragma once
#include "client/inspect/runtime.hpp"
#include "lib/gpu/code_match.hpp"
#include "lib/sys/root.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// `hip` and `rocr`: paths, "" if there is none.
RuntimeAbility runtime_ability(const std::string& hip, const std::string& rocr);

/// Likewise, of the libraries that a program loads, whose paths are those of `root`.
RuntimeAbility runtime_ability(const std::vector<RuntimeLibrary>& libraries,
                               const sys::Root& root = {});

}  // namespace rmcp::client
