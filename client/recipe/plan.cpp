// SPDX-License-Identifier: MIT
// Finds the start of a run: the earliest part that differs from the recipe.
#include "client/recipe/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::recipe {
namespace {

const Made* find(const std::vector<Made>& list, std::string_view name) {
  const auto it =
      std::find_if(list.begin(), list.end(), [&](const Made& made) { return made.name == name; });
  return it == list.end() ? nullptr : &*it;
}

Plan from_start(const DesiredBuild& wanted, std::string reason) {
  Plan plan;
  plan.fresh = true;
  for (const auto& source : wanted.sources) plan.trees.push_back(source.name);
  plan.reason = std::move(reason);
  return plan;
}

bool stands(const DesiredBuild& wanted, const std::string& tree) {
  return std::find(wanted.trees.begin(), wanted.trees.end(), tree) != wanted.trees.end();
}

enum class TreeState { usable, unknown, changed, gone };

TreeState tree_state(const Made& source, const State& state, const DesiredBuild& wanted) {
  const auto* made = find(state.sources, source.name);
  if (made == nullptr) return TreeState::unknown;
  if (made->key != source.key) return TreeState::changed;
  return stands(wanted, source.name) ? TreeState::usable : TreeState::gone;
}

std::string why_not_usable(TreeState state, const std::string& source) {
  if (state == TreeState::unknown) return fmt::format("source '{}' is new", source);
  if (state == TreeState::changed)
    return fmt::format("source '{}' or one of its patches has changed", source);
  return fmt::format("the tree of source '{}' is gone", source);
}

std::size_t same_steps(const State& state, const DesiredBuild& wanted) {
  std::size_t same = 0;
  while (same < state.steps.size() && same < wanted.steps.size() &&
         state.steps[same].name == wanted.steps[same].name &&
         state.steps[same].key == wanted.steps[same].key)
    ++same;
  return same;
}

/// The trees are as they should be: finds the next step.
Plan after_trees(const State& state, const DesiredBuild& wanted) {
  const auto same = same_steps(state, wanted);
  const bool changed = same < state.steps.size();
  const bool all = same == wanted.steps.size() && !changed;
  Plan plan;
  if (state.status == State::Status::complete && all) {
    plan.complete = true;
    plan.first_step = same;
    return plan;
  }
  const auto which = same < wanted.steps.size()
                         ? fmt::format("step {} '{}'", same + 1, wanted.steps[same].name)
                         : fmt::format("the steps after step {}", same);
  if (state.status == State::Status::complete)
    return from_start(wanted, fmt::format("{} has changed since it was built", which));
  if (changed && same == 0) return from_start(wanted, fmt::format("{} has changed", which));
  plan.first_step = same;
  plan.reason = changed ? fmt::format("{} has changed, continuing there", which)
                : all   ? "every step has been done"
                        : fmt::format("continuing at {}", which);
  return plan;
}

}  // namespace

Plan make_plan(const std::optional<State>& state, const DesiredBuild& wanted, bool restart) {
  if (!state) return from_start(wanted, "");
  if (restart) return from_start(wanted, "--restart was given");
  if (state->pattern != wanted.pattern) return from_start(wanted, "the prefix has changed");
  if (state->begun && !wanted.prefix_there)
    return from_start(wanted, fmt::format("{} is gone", state->prefix));
  std::vector<std::string> trees;
  std::string reason;
  for (const auto& source : wanted.sources) {
    const auto tree = tree_state(source, *state, wanted);
    if (tree == TreeState::usable) continue;
    // A complete build no longer needs its trees.
    if (state->status == State::Status::complete && tree == TreeState::gone) continue;
    trees.push_back(source.name);
    if (reason.empty()) reason = why_not_usable(tree, source.name);
  }
  // Steps leave traces in all trees.
  if (!trees.empty() && state->begun) return from_start(wanted, reason);
  auto plan = after_trees(*state, wanted);
  if (plan.fresh || trees.empty()) return plan;
  plan.trees = trees;
  plan.reason = reason;
  return plan;
}

}  // namespace rmcp::recipe
