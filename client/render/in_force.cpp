// SPDX-License-Identifier: MIT
// Takes both from the steps that an apply would make: the planner compares, nothing else does.
#include "client/render/in_force.hpp"

#include "client/render/shown.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/plan/plan.hpp"

namespace rmcp::client {
namespace {

std::optional<Shown> step_of(const Shown& device, const std::string& knob) {
  for (const auto& step : items(device, "steps"))
    if (text(step, "knob") == knob && text(step, "action") == "set") return step;
  return std::nullopt;
}

/// Of a curve the steps have only the points that differ.
bool is_shown_whole(const std::string& name) {
  const auto* knob = find_knob(name);
  return knob == nullptr || knob->codec->type != "points";
}

}  // namespace

SettingValue value_of(const Shown& device, const Shown& setting) {
  const auto knob = text(setting, "knob");
  const auto asked = text_or(setting, "value", "-");
  const auto step = step_of(device, knob);
  if (!step) return {asked, ""};
  const auto now = text(*step, "from"), wanted = text(*step, "to");
  const bool in_force =
      parse_step_state(text(*step, "state")) == StepState::already || now == wanted;
  // A change of bits is in force in more than one mask.
  const auto& in_units = in_force && !now.empty() ? now : wanted;
  const bool resolved = is_shown_whole(knob) && !wanted.empty() && wanted != asked;
  return {resolved ? asked + " = " + in_units : asked, in_force ? "" : now};
}

}  // namespace rmcp::client
