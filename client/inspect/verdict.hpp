// SPDX-License-Identifier: MIT
// The consequences of the GPU code found for one card. Pure.
#pragma once
#include "client/inspect/code_places.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct CodeFitOf {
  std::string name;  // "rocBLAS"; for the program's own code the file's path
  CodeMatch match;
};

struct CodeVerdict {
  bool any = false;                  // the program has GPU code of its own
  CodeMatch own;                     // the best match of its files
  std::vector<CodeFitOf> files;      // its own
  std::vector<CodeFitOf> libraries;  // those of ROCm with code in files
  std::string override_value;        // "10.3.0" if the code needs that
  std::vector<std::string> words;    // for people, the most important sentence first
};

/// `in_force`: the process's HSA_OVERRIDE_GFX_VERSION for this card: "10.3.0"; "" if it is not set.
CodeVerdict judge_code(const GfxTarget& gfx, const std::vector<CodePlace>& places,
                       const std::string& in_force);

}  // namespace rmcp::client
