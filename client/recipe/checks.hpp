// SPDX-License-Identifier: MIT
// Preconditions of a build, checked before anything is changed.
#pragma once
#include "client/recipe/patch_file.hpp"
#include "client/recipe/recipe.hpp"
#include "client/recipe/step_environment.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rmcp::recipe {

/// One parsed patch of the series.
struct ReadPatch {
  Patch patch;
  std::string text;
  std::vector<FilePatch> files;
};

/// The results of the checks; every problem, each a line for people.
struct Checked {
  std::vector<ReadPatch> patches;
  std::vector<std::string> contents;  // of each source: its pin, or a hash of its folder
  std::vector<std::string> problems;
};

/// Checks patches and their hashes, folders, tarballs and their hashes, programs. Changes nothing.
Checked check_recipe(const Recipe& recipe, const Places& places, const Environment& inherited);

}  // namespace rmcp::recipe
