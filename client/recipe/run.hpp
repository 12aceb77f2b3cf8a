// SPDX-License-Identifier: MIT
// A build from its recipe to a filled prefix: all checks come first, then the work.
#pragma once
#include "client/recipe/checks.hpp"
#include "client/recipe/plan.hpp"
#include "client/recipe/site.hpp"
#include "client/recipe/work_folder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// Settings that a recipe does not have.
struct Surroundings {
  std::string usual_prefix;  // folder of prefixes if the recipe has no pattern
  unsigned processors = 1;
  Environment inherited;
  bool restart = false;
};

/// The work to do, and the problems that prevent it.
struct Prepared {
  Places places;
  std::string pattern;  // of the prefix
  std::optional<State> state;
  std::vector<ReadPatch> patches;
  DesiredBuild wanted;
  Plan plan;
  std::vector<std::string> problems;
};

/// Changes nothing.
Prepared prepare(const Recipe& recipe, const std::string& work, const Surroundings& surroundings);

/// Does it. The work folder is locked; `prepared` was made since, without a problem. `state` gets
/// the new state, also of a failed build; `site.places` gets another prefix if that of `prepared`
/// is taken by now.
Result<void> carry_out(const Recipe& recipe, const Prepared& prepared, const WorkFolder& work,
                       Site& site, State& state);

}  // namespace rmcp::recipe
