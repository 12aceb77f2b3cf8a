// SPDX-License-Identifier: MIT
// The text of a recipe as a Recipe, and what is wrong with it.
#pragma once
#include "client/recipe/recipe.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

struct ReadRecipe {
  Recipe recipe;
  std::vector<Diagnostic> diagnostics;  // with an error among them the recipe is not to be used

  bool ok() const { return diagnostics.empty(); }
};

/// `file` is absolute: relative names in the recipe begin in its folder. Reads nothing else.
ReadRecipe read_recipe(const std::string& file, std::string_view text);

}  // namespace rmcp::recipe
