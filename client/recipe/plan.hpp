// SPDX-License-Identifier: MIT
// What a run has to do, from what an earlier one has done. Pure.
#pragma once
#include "client/recipe/state.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// What the recipe wants, and what is found of an earlier run.
struct Wanted {
  std::string pattern;        // of the prefix
  std::vector<Made> sources;  // seconds are not looked at
  std::vector<Made> steps;
  std::vector<std::string> trees;  // that are there
  bool prefix_there = false;       // that of the state
};

struct Plan {
  bool complete = false;           // there is nothing to build
  bool fresh = false;              // from the start; a prefix that is not complete goes away
  std::vector<std::string> trees;  // to make
  std::size_t first_step = 0;
  std::string reason;  // why it begins where it does; empty for a first run

  bool operator==(const Plan&) const = default;
};

Plan make_plan(const std::optional<State>& state, const Wanted& wanted, bool restart);

}  // namespace rmcp::recipe
