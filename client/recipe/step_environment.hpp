// SPDX-License-Identifier: MIT
// What a step sees: its places, its variables, its words.
#pragma once
#include "client/recipe/recipe.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// Where a build takes place.
struct Places {
  std::string work;    // folder of this recipe's builds
  std::string prefix;  // to install into
  unsigned jobs = 1;

  std::string tree(std::string_view source) const {
    return work + "/sources/" + std::string(source);
  }
  std::string build() const { return work + "/build"; }
};

/// What stands for @NAME@.
std::optional<std::string> place_value(const Recipe& recipe, const Places& places,
                                       std::string_view name);
/// Every name that stands for something.
std::vector<std::string> place_names(const Recipe& recipe);

using Environment = std::map<std::string, std::string>;

/// Of the caller's variables those that a step gets: a build must not hang on the rest, which
/// differ from one terminal to the next.
Environment inherited(const char* const* variables);

/// The step with all placeholders replaced, the variables complete and the directory absolute.
Step ready_step(const Recipe& recipe, const Step& step, const Places& places,
                const Environment& inherited);

}  // namespace rmcp::recipe
