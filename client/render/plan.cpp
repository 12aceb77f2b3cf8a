// SPDX-License-Identifier: MIT
// Formats the output of `rmcpctl plan`.
#include "client/render/plan.hpp"

#include "client/render/advice.hpp"
#include "client/render/columns.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/origin.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/plan/plan.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr unsigned kMark = 2;  // printed by `status` before a heading

struct Tally {
  std::size_t changes = 0, already = 0, not_possible = 0, waiting = 0;
  std::size_t unconfirmed = 0, conflicts = 0;
  std::size_t reboot = 0, reload = 0, rebind = 0;
};

void count_step(Tally& tally, const Shown& step) {
  const auto state = parse_step_state(text(step, "state"));
  switch (state.value_or(StepState::failed)) {
    case StepState::already:
      ++tally.already;
      return;
    case StepState::pending:
      ++tally.waiting;
      return;
    case StepState::unconfirmed:
      ++tally.unconfirmed;
      return;
    case StepState::conflict:
      ++tally.conflicts;
      return;
    case StepState::change:
      break;
    default:
      ++tally.not_possible;
      return;
  }
  ++tally.changes;
  const auto activation = parse_activation(text(step, "activation"));
  if (activation == Activation::reboot) ++tally.reboot;
  if (activation == Activation::module_reload) ++tally.reload;
  if (activation == Activation::rebind) ++tally.rebind;
}

/// The event after which the change acts, in brackets.
std::string activation_suffix(const Shown& step) {
  const auto activation = text(step, "activation");
  return activation.empty() || activation == "immediate" ? "" : fmt::format(" ({})", activation);
}

std::string planned_change(const Shown& step) {
  const auto state = text(step, "state");
  const auto to = text_or(step, "to", "unknown");
  if (state != "change") return fmt::format("{}: {}", to, state);
  return fmt::format("{} -> {}{}{}", text_or(step, "from", "unknown"), to,
                     text(step, "action") == "restore" ? " (restore)" : "",
                     activation_suffix(step));
}

enum PlanColumn { kPlanKnob, kPlanChange, kPlanOrigin, kPlanSection, kPlanReason, kPlanColumns };

Table step_table(const Style& style) {
  auto table = Table::plain(style, kPlanColumns);
  table.narrow({{kPlanReason, 0, true},
                {kPlanSection, 8},
                {kPlanSection, 0},
                {kPlanOrigin, 0, true},
                {kPlanChange, 16},
                {kPlanChange, 0, true}});
  return table;
}

void add_step(Table& table, const Shown& step) {
  const auto state = text(step, "state");
  if (state == "already") return;
  table.add({"  " + text(step, "knob"), Cell(planned_change(step), colour_of(state)),
             origin_of(step), section_of(step), text(step, "reason")});
}

std::string needs(std::size_t n, std::string_view what) {
  return n == 0 ? "" : fmt::format(", {} {} {}", n, n == 1 ? "needs" : "need", what);
}

std::string summary(const Tally& t) {
  std::string line = t.changes == 0 ? "nothing to change" : count(t.changes, "change", "changes");
  line += needs(t.reboot, "a reboot") + needs(t.reload, "amdgpu reloaded");
  line += needs(t.rebind, "the driver bound again");
  if (t.waiting > 0) line += fmt::format(", {} stored until a reboot", t.waiting);
  if (t.already > 0) line += fmt::format(", {} already in force", t.already);
  if (t.unconfirmed > 0) line += fmt::format(", {} unconfirmed", t.unconfirmed);
  if (t.conflicts > 0) line += fmt::format(", {} in conflict", t.conflicts);
  if (t.not_possible > 0) line += fmt::format(", {} not possible", t.not_possible);
  return line + "\n";
}

}  // namespace

std::string device_heading(const Shown& device, const Style& style) {
  const auto alias = text(device, "alias"), address = text_or(device, "address", "-");
  auto heading = alias.empty() ? address : alias;
  if (const auto name = text(device, "name"); !name.empty()) heading += "  " + name;
  if (!alias.empty()) heading += "  " + address;
  if (style.width > kMark) heading = cut(heading, style.width - kMark, style.utf8);
  return paint(style, Colour::bold, heading) + "\n";
}

std::size_t count_changes(const Shown& document) {
  Tally tally;
  for (const auto& device : items(document, "devices"))
    for (const auto& step : items(device, "steps")) count_step(tally, step);
  return tally.changes;
}

std::string render_plan(const Shown& document, const Style& style) {
  std::string result;
  Tally tally;
  for (const auto& device : items(document, "devices")) {
    auto table = step_table(style);
    for (const auto& step : items(device, "steps")) {
      count_step(tally, step);
      add_step(table, step);
    }
    const auto advice = render_advice(device, AdviceOn::everything, style);
    if (!table.empty() || !advice.empty())
      result += device_heading(device, style) + table.text() + advice;
  }
  result += render_diagnostics(document, style, "rule_advice");
  result += render_overdrive_help(document, "steps", style);
  return style.legend ? result + summary(tally) : result;
}

}  // namespace rmcp::client
