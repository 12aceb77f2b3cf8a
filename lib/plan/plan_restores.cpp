// SPDX-License-Identifier: MIT
// Plans the way back for every setting that policy does not want any more.
#include "lib/plan/plan_parts.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

/// Displayed in place of a value of which only the driver's bytes are known.
constexpr auto kAsBefore = "as before rmcpd";

/// An earlier version journalled a commit behind each knob's edits.
std::string without_commit(std::string bytes) {
  if (bytes.ends_with("\nc")) bytes.resize(bytes.size() - 2);
  return bytes;
}

Step restore_readable(Step step, const std::optional<Value>& before, const Reading& r) {
  const auto& knob = *step.knob;
  const auto current = knob.codec->decode(knob, r);
  if (current) step.from = format(knob, *current);
  // Made first: the order of evaluation of a call's arguments is up to the compiler.
  auto ways = restore_ways(knob, step.way_back.original, before, current, r);
  step = with_ways(std::move(step), std::move(ways));
  const auto& best = step.way_back.ways.front();
  step.bytes.write = best.write;
  if (best.shows) show(step, current, *best.shows);
  if (knob.readback != Readback::none) step.bytes.expect = best.shows;
  const auto now = current ? knob.codec->encode(knob, *current, r) : Expected<std::string>();
  const bool there = current && ((now && *now == step.bytes.write) || shows(knob, r, best.shows));
  // A command file shows the edited values, committed or not.
  const bool sure = !is_in_table(knob);
  step.verdict.state = there && sure ? StepState::already : StepState::change;
  return step;
}

Step restore_constant(const PlanBasis& basis, Step step, const Reading& r) {
  const auto& knob = *step.knob;
  step.to = std::string(knob.restore_value);
  if (!basis.requirement_in_force(knob)) return gone_with_requirement(std::move(step));
  const auto value = knob.codec->parse(knob, Scalar{std::string(knob.restore_value)});
  step.verdict.state = StepState::change;
  if (r.status != Reading::Status::ok) return step;
  const auto bytes = value ? knob.codec->encode(knob, *value, r)
                           : Expected<std::string>(tl::unexpected(value.error()));
  if (!bytes) return refused(std::move(step), StepState::impossible, bytes.error().text);
  step.bytes.write = *bytes;
  return step;
}

}  // namespace

Step gone_with_requirement(Step step) {
  step.bytes.write.clear();
  auto reason = fmt::format("gone with {}", step.knob->requires_knob);
  return refused(std::move(step), StepState::already, std::move(reason));
}

WaysBack restore_ways(const Knob& knob, const std::string& original,
                      const std::optional<Value>& before, const std::optional<Value>& now,
                      const Reading& r) {
  auto found = before ? knob.codec->ways_back(knob, *before, now, r) : WaysBack();
  if (found.ways.empty()) found.ways.push_back({.write = original, .shows = before, .how = {}});
  return found;
}

Step restore_step(const PlanBasis& basis, const std::string& name, const JournalEntry& noted) {
  Step step;
  step.action = Step::Action::restore;
  step.knob = find_knob(name);
  step.name = name;
  const auto& knob = *step.knob;
  const auto& r = basis.reading(name);
  if (r.status == Reading::Status::absent)
    return refused(std::move(step), StepState::unsupported, "gone");
  if (knob.restore == Restore::constant) return restore_constant(basis, std::move(step), r);
  if (wants_requirement(knob, r) && !basis.requirement_in_force(knob))
    return gone_with_requirement(std::move(step));
  if (noted.original.empty()) {
    return refused(std::move(step), StepState::impossible,
                   "the value from before rmcpd is not known");
  }
  step.way_back.original = step.bytes.write = without_commit(noted.original);
  step.way_back.before = noted.before;
  const auto before = value_before(knob, noted, r);
  step.to = before ? format(knob, *before) : kAsBefore;
  if (r.status != Reading::Status::ok) {
    step.verdict.state = StepState::change;
    return step;
  }
  return restore_readable(std::move(step), before, r);
}

Step unpublish_step(const std::string& name, const Reading& r) {
  Step step;
  step.action = Step::Action::restore;
  step.knob = find_knob(name);
  step.name = name;
  step.from = r.raw;
  step.to = kUnset;
  step.verdict.state = StepState::change;
  return step;
}

}  // namespace rmcp
