// SPDX-License-Identifier: MIT
// The environment of a step: its folders, its variables, its arguments.
#pragma once
#include "client/recipe/recipe.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// The folders of a build.
struct Places {
  std::string work;    // folder of this recipe's builds
  std::string prefix;  // to install into
  unsigned jobs = 1;

  [[nodiscard]] std::string trees() const { return work + "/sources"; }
  [[nodiscard]] std::string tree(std::string_view source) const {
    return trees() + "/" + std::string(source);
  }
  /// The tree before all of its patches are in. In a folder of its own: a source may have any name.
  [[nodiscard]] std::string new_tree(std::string_view source) const {
    return work + "/sources.new/" + std::string(source);
  }
  [[nodiscard]] std::string build() const { return work + "/build"; }
};

/// The value of @NAME@.
std::optional<std::string> place_value(const Recipe& recipe, const Places& places,
                                       std::string_view name);
/// The names of all placeholders.
std::vector<std::string> place_names(const Recipe& recipe);

using Environment = std::map<std::string, std::string>;

/// The caller's variables that a step gets: a build must not depend on the others, which differ
/// from one terminal to the next.
Environment inherited(const char* const* variables);

/// The step with all placeholders replaced, the variables complete and the directory absolute.
Step ready_step(const Recipe& recipe, const Step& step, const Places& places,
                const Environment& inherited);

}  // namespace rmcp::recipe
