// SPDX-License-Identifier: MIT
// A build from its recipe to a filled prefix: first everything is looked at, then it is done.
#pragma once
#include "client/recipe/checks.hpp"
#include "client/recipe/plan.hpp"
#include "client/recipe/site.hpp"
#include "client/recipe/work_folder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// What a recipe does not say.
struct Surroundings {
  std::string usual_prefix;  // folder of prefixes when the recipe has no pattern
  unsigned processors = 1;
  Environment inherited;
  bool restart = false;
};

/// What would be done, and what is in the way of it.
struct Prepared {
  Places places;
  std::string pattern;  // of the prefix
  std::optional<State> state;
  std::vector<ReadPatch> patches;
  Wanted wanted;
  Plan plan;
  std::vector<std::string> problems;
};

/// Changes nothing.
Prepared prepare(const Recipe& recipe, const std::string& work, const Surroundings& surroundings);

/// Does it. The work folder is locked; `prepared` was made since, without a problem. The state
/// comes out in `state`, also of a build that failed.
Result<void> carry_out(const Recipe& recipe, const Prepared& prepared, const WorkFolder& work,
                       Site& site, State& state);

}  // namespace rmcp::recipe
