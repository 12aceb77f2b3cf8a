// SPDX-License-Identifier: MIT
// Parses the text of a recipe, and reports its errors.
#pragma once
#include "client/recipe/recipe.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

struct ReadRecipe {
  Recipe recipe;
  std::vector<Diagnostic> diagnostics;  // do not use the recipe if one of them is an error

  [[nodiscard]] bool ok() const { return diagnostics.empty(); }
};

/// `file` is absolute: relative names in the recipe start from its folder. Reads no other file.
ReadRecipe read_recipe(const std::string& file, std::string_view text);

}  // namespace rmcp::recipe
