// SPDX-License-Identifier: MIT
// The consequences of the GPU code found for one card. Pure.
#pragma once
#include "client/inspect/code_places.hpp"
#include "lib/gpu/code_match.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct CodeFitOf {
  std::string name;  // "rocBLAS"; for the program's own code the file's path
  CodeMatch match;
  std::string where;                  // the place that decides
  bool in_archives = false;           // it could be installed for the card
  bool in_folder = false;             // of kernels
  bool no_folder = false;             // that does not exist
  std::vector<std::string> problems;  // of its places
};

struct CodeVerdict {
  bool any = false;                  // the program has GPU code of its own
  CodeMatch own;                     // the best match of its files
  std::vector<CodeFitOf> files;      // its own
  std::vector<CodeFitOf> libraries;  // those of ROCm with code in files
  std::string override_value;        // "10.3.0" if the code needs that
  std::string package;               // the device package that the code needs; "" for none
  std::vector<std::string> words;    // for people, the most important sentence first
};

/// `in_force`: the process's HSA_OVERRIDE_GFX_VERSION for this card: "10.3.0"; "" if it is not set.
CodeVerdict judge_code(const GfxTarget& gfx, const std::vector<CodePlace>& places,
                       const std::string& in_force, const RuntimeAbility& ability = {});

}  // namespace rmcp::client
