// SPDX-License-Identifier: MIT
// What the GPU code that was found means for one card. Pure.
#pragma once
#include "client/inspect/code_places.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct CodeFitOf {
  std::string name;  // "rocBLAS"; for the program's own the file's path
  CodeMatch match;
};

struct CodeVerdict {
  bool any = false;                  // the program has GPU code of its own
  CodeMatch own;                     // the best of its files
  std::vector<CodeFitOf> files;      // its own
  std::vector<CodeFitOf> libraries;  // ROCm's that have code in files
  std::string override_value;        // "10.3.0" when the code needs that
  std::vector<std::string> words;    // for people, the main thing first
};

/// `in_force`: HSA_OVERRIDE_GFX_VERSION as the process has it for this card: "10.3.0"; "" when it
/// is not set.
CodeVerdict judge_code(const GfxTarget& gfx, const std::vector<CodePlace>& places,
                       const std::string& in_force);

}  // namespace rmcp::client
