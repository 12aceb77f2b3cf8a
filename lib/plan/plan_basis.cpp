// SPDX-License-Identifier: MIT
// Looks up readings and originals for a step, and words the refusals.
#include "lib/plan/plan_basis.hpp"

#include <fmt/format.h>

namespace rmcp {

const Reading& PlanBasis::reading(std::string_view name) const {
  static const Reading absent;
  const auto it = readings_.find(name);
  return it == readings_.end() ? absent : it->second;
}

const JournalEntry* PlanBasis::entry(std::string_view name) const {
  const auto it = originals_.find(name);
  return it == originals_.end() ? nullptr : &it->second;
}

bool PlanBasis::was_applied(const Step& step) const {
  const auto* noted = entry(step.name);
  return noted != nullptr && noted->wanted == step.goal.value;
}

bool PlanBasis::requirement_in_force(const Knob& knob) const {
  if (knob.requires_knob.empty()) return true;
  const auto& r = reading(knob.requires_knob);
  if (r.status == Reading::Status::suspended) return true;  // unknown: try
  const auto* needed = find_knob(knob.requires_knob);
  if (r.status != Reading::Status::ok || needed == nullptr) return false;
  const auto current = needed->codec->decode(*needed, r);
  return current && to_string(*current) == knob.requires_value;
}

std::optional<Value> value_before(const Knob& knob, const JournalEntry& noted, const Reading& r) {
  if (auto value = knob.codec->shown(knob, noted.original, r)) return value;
  return noted.before.empty() ? std::nullopt : parse_shown(knob, noted.before);
}

Step refused(Step step, StepState state, std::string reason) {
  step.verdict.state = state;
  step.verdict.reason = std::move(reason);
  return step;
}

void show(Step& step, std::optional<Value> current, Value goal) {
  if (current) keep_differences(*current, goal);
  if (current) step.from = format(*step.knob, *current);
  step.to = format(*step.knob, goal);
}

Step with_ways(Step step, WaysBack found) {
  step.way_back.ways = std::move(found.ways);
  const auto& how = step.way_back.ways.front().how;
  const auto* comes = step.action == Step::Action::set ? "comes back" : "back";
  if (!how.empty()) step.way_back.how = fmt::format("{}; {} {}", found.why_not, comes, how);
  return step;
}

}  // namespace rmcp
