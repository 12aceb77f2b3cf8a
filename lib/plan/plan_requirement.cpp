// SPDX-License-Identifier: MIT
// Values that no text takes back: they end with the value of another knob.
#include "lib/plan/plan_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

/// Why there is no text that gives the knob back on this card; empty: there is one.
std::string no_text_back(const Knob& knob, const Reading& reading) {
  if (knob.restore != Restore::constant) return {};
  const auto value = knob.codec->parse(knob, Scalar{std::string(knob.restore_value)});
  if (!value) return value.error().text;
  const auto bytes = knob.codec->encode(knob, *value, reading);
  return bytes ? std::string() : bytes.error().text;
}

}  // namespace

Step with_requirement_as_way_back(const PlanBasis& basis, Step step, const Reading& reading) {
  const auto& knob = *step.knob;
  const auto why_not = no_text_back(knob, reading);
  const auto* needed = find_knob(knob.requires_knob);
  // One more write of what rmcpd has set itself loses nothing.
  if (why_not.empty() || needed == nullptr || basis.entry(step.name) != nullptr) return step;
  const auto& now = basis.reading(needed->name);
  const auto* noted = basis.entry(needed->name);
  const auto before =
      noted != nullptr ? value_before(*needed, *noted, now) : needed->codec->decode(*needed, now);
  if (!before || to_string(*before) != knob.requires_value) return step;
  return refused(std::move(step), StepState::impossible,
                 fmt::format("cannot be brought back: {}, and it was {} before rmcpd", why_not,
                             knob.requires_value));
}

void restore_by_requirement(std::vector<Step>& steps) {
  for (auto& step : steps) {
    const auto& knob = *step.knob;
    if (step.action != Step::Action::restore || knob.restore != Restore::constant ||
        step.verdict.state != StepState::impossible)
      continue;
    const auto ends = [&knob](const Step& other) {
      return other.name == knob.requires_knob && other.writes() && other.to != knob.requires_value;
    };
    if (std::ranges::any_of(steps, ends)) step = gone_with_requirement(std::move(step));
  }
}

}  // namespace rmcp
