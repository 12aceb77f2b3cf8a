// SPDX-License-Identifier: MIT
// The remaining work of a run, given the work of an earlier one. Pure.
#pragma once
#include "client/recipe/state.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// The wanted results of the recipe, and the state of an earlier run.
struct DesiredBuild {
  std::string pattern;        // of the prefix
  std::vector<Made> sources;  // seconds are ignored
  std::vector<Made> steps;
  std::vector<std::string> trees;  // existing ones
  bool prefix_there = false;       // the prefix of the state exists
};

struct Plan {
  bool complete = false;           // there is nothing to build
  bool fresh = false;              // from the start; an incomplete prefix is removed
  std::vector<std::string> trees;  // to make
  std::size_t first_step = 0;
  std::string reason;  // why it begins there; empty for a first run

  bool operator==(const Plan&) const = default;
};

Plan make_plan(const std::optional<State>& state, const DesiredBuild& wanted, bool restart);

}  // namespace rmcp::recipe
