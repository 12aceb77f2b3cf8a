// SPDX-License-Identifier: MIT
// A build of a recipe as far as it has come, and its document.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/recipe/run.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

struct Build {
  recipe::Recipe recipe;
  std::string work;  // the folder in which it takes place
  recipe::Prepared prepared;
  recipe::State state;  // of this run
};

/// {"name", "version", "recipe", "status", "work", "prefix", "reason", "sources":[..],
/// "steps":[..]}. Only `planned`: steps are done as the plan says, not as this run has it.
Json describe_build(const Build& build, std::string_view status, bool planned);

}  // namespace rmcp::client
