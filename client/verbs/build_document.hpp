// SPDX-License-Identifier: MIT
// The progress of a recipe's build, and its document.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/recipe/run.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

struct Build {
  recipe::Recipe recipe;
  std::string work;  // the build's work folder
  recipe::Prepared prepared;
  recipe::State state;  // of this run
};

/// {"name", "version", "recipe", "status", "work", "prefix", "reason", "sources":[..],
/// "steps":[..]}. If only `planned`, the state of a step comes from the plan, not from this run.
Json describe_build(const Build& build, std::string_view status, bool planned);

}  // namespace rmcp::client
