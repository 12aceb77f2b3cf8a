// SPDX-License-Identifier: MIT
// Plans one step for each setting that policy wants.
#include "lib/knobs/codecs/table.hpp"
#include "lib/plan/plan_parts.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

std::string read_error(const Reading& r) { return fmt::format("cannot be read: {}", r.message); }

/// The bytes that restore the present value; empty if unknown.
std::string original_bytes(const Knob& knob, const std::optional<Value>& current,
                           const Reading& r) {
  if (knob.restore == Restore::constant) return {};
  if (!current) return {};
  return knob.codec->encode(knob, *current, r).value_or(std::string());
}

Step publish(Step step, const Setting& setting, const Reading& r) {
  if (const auto impossible = step.knob->codec->check(*step.knob, setting.value, r))
    return refused(std::move(step), StepState::impossible, impossible.text);
  step.verdict.state = StepState::change;
  step.from = kUnset;
  step.bytes.write = step.goal.value;
  step.bytes.expect = Value{step.goal.value};
  return step;
}

Step set_suspended(const PlanBasis& basis, Step step) {
  const bool applied = basis.was_applied(step);
  step.verdict.state = applied ? StepState::already : StepState::change;
  step.verdict.reason =
      applied ? "suspended: as written before" : "suspended: the write will wake it";
  return step;
}

/// Range, grammar and present value are known only once the requirement is in force.
Step set_late(const PlanBasis& basis, Step step) {
  const auto& knob = *step.knob;
  if (basis.requirement_in_force(knob))
    return refused(std::move(step), StepState::unsupported, empty_table(knob));
  step.verdict.state = StepState::change;
  step.bytes.late = true;
  step.verdict.drift = basis.was_applied(step);
  return step;
}

bool is_in_force(const PlanBasis& basis, const Step& step, const Reading& r, const Value& goal) {
  const auto& knob = *step.knob;
  const auto current = knob.codec->decode(knob, r);
  const bool met = current && knob.codec->is_met(goal, *current, r);
  if (knob.readback == Readback::none) {
    // The shown value differs from the wanted one, but may be of another kind: "auto".
    const bool other_kind = current && current->index() != goal.index();
    return met || (basis.was_applied(step) && !other_kind);
  }
  // A file of commands also shows an edit whose commit has failed.
  const bool half_done = knob.write_as == WriteAs::lines && basis.entry(step.name) != nullptr &&
                         !basis.was_applied(step);
  return met && !half_done;
}

/// True if there is no way back from a value that rmcpd itself has set either: then one more write
/// loses nothing, and it may be the one that takes a trial back.
bool is_lost(const Knob& knob, const JournalEntry* noted, const std::optional<Value>& before,
             const std::optional<Value>& current, const Reading& r) {
  return noted != nullptr && before &&
         knob.codec->ways_back(knob, *before, current, r).ways.empty();
}

/// Refuses to write a value that could not be restored: `current`, and the value from before
/// rmcpd's first write.
Step with_way_back(const PlanBasis& basis, Step step, const std::optional<Value>& current,
                   const Value& goal, const Reading& r) {
  const auto& knob = *step.knob;
  const auto* noted = basis.entry(step.name);
  const auto before = noted == nullptr ? current : value_before(knob, *noted, r);
  if (noted != nullptr && !before)
    return step;  // only its bytes are known, and were written before
  WaysBack found;
  if (before) {
    found = knob.codec->ways_back(knob, *before, goal, r);
  } else {
    found.why_not = "the value in force is not known";
    add_default(found, knob, r);
  }
  if (found.ways.empty() && !is_lost(knob, noted, before, current, r))
    return refused(std::move(step), StepState::impossible,
                   fmt::format("cannot be brought back: {}", found.why_not));
  if (found.ways.empty()) return step;
  if (step.way_back.original.empty()) step.way_back.original = found.ways.front().write;
  if (current) step.way_back.before = format(knob, *current);
  return with_ways(std::move(step), std::move(found));
}

Step set_readable(const PlanBasis& basis, Step step, const Setting& setting, const Reading& r) {
  const auto& knob = *setting.knob;
  const auto current = knob.codec->decode(knob, r);
  if (!current && wants_requirement(knob, r)) return set_late(basis, std::move(step));
  if (current) step.from = format(knob, *current);
  const auto remark = knob.codec->remark(knob, setting.value, r);
  if (const auto impossible = knob.codec->check(knob, setting.value, r))
    return refused(std::move(step), StepState::impossible,
                   joined_reason({impossible.text, remark}));
  step.goal.remark = remark;
  const auto bytes = knob.codec->encode(knob, setting.value, r);
  if (!bytes) return refused(std::move(step), StepState::impossible, bytes.error().text);
  const auto goal = knob.codec->resolve(knob, setting.value, r);
  show(step, current, goal);
  step.bytes.write = *bytes;
  if (knob.readback != Readback::none) step.bytes.expect = goal;
  step.way_back.original = original_bytes(knob, current, r);
  step.verdict.state = is_in_force(basis, step, r, goal) ? StepState::already : StepState::change;
  step.verdict.drift = step.writes() && basis.was_applied(step);
  if (!step.writes()) return step;
  return knob.restore == Restore::journal ? with_way_back(basis, std::move(step), current, goal, r)
                                          : with_requirement_as_way_back(basis, std::move(step), r);
}

}  // namespace

Step set_step(const PlanBasis& basis, const Setting& setting) {
  Step step;
  step.knob = setting.knob;
  step.name = setting.name;
  step.origin = setting.origin;
  step.to = format(*setting.knob, setting.value);
  step.goal.value = to_string(setting.value);
  const auto& r = basis.reading(setting.name);
  const auto& knob = *setting.knob;
  if (r.status == Reading::Status::ok || r.status == Reading::Status::absent) {
    if (r.status == Reading::Status::absent && is_published(knob))
      return publish(std::move(step), setting, r);
    if (const auto missing = knob.codec->missing(knob, r))
      return refused(std::move(step), StepState::unsupported, missing.text);
  }
  step.goal.risk = knob.risk(knob, setting.value, r);
  switch (r.status) {
    case Reading::Status::ok:
      return set_readable(basis, std::move(step), setting, r);
    case Reading::Status::suspended:
      return set_suspended(basis, std::move(step));
    case Reading::Status::failed:
      step.verdict.error = r.error;
      return refused(std::move(step), StepState::failed, read_error(r));
    case Reading::Status::absent:
      break;
  }
  return refused(std::move(step), StepState::unsupported, missing_file(knob, r).text);
}

}  // namespace rmcp
