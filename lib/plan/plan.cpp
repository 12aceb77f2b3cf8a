// SPDX-License-Identifier: MIT
// Makes the plan: restores first, in the reverse order of the table, then settings in its order.
#include "lib/plan/plan.hpp"

#include "lib/plan/plan_parts.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

/// A file may contain anything, and text for people goes into a line of a log.
void keep_one_line(std::string& text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  std::replace_if(text.begin(), text.end(), is_control, ' ');
}

/// Table order, then name: environment variables share a row.
bool before(const Step& a, const Step& b) {
  return a.knob != b.knob ? a.knob < b.knob : a.name < b.name;
}

class Planner {
 public:
  Planner(const Desired& desired, const Readings& readings, const Originals& originals,
          const Consent& consent)
      : desired_(desired), basis_(readings, originals), consent_(consent) {}

  Plan make() {
    std::vector<Step> restores, settings;
    for (const auto& [name, entry] : basis_.originals()) {
      if (!desired_.settings.contains(name) && find_knob(name) != nullptr)
        restores.push_back(restore_step(basis_, name, entry));
    }
    for (const auto& [name, reading] : basis_.readings()) {
      if (is_stale(name, reading)) restores.push_back(unpublish_step(name, reading));
    }
    for (const auto& [name, setting] : desired_.settings) {
      if (setting.knob->kind == KnobKind::parameter) continue;
      if (is_to_be_undone(setting)) {
        restores.push_back(undo(setting));
      } else {
        settings.push_back(set_step(basis_, setting));
        withhold(settings.back(), setting, consent_);
      }
    }
    std::sort(restores.begin(), restores.end(),
              [](const Step& a, const Step& b) { return before(b, a); });
    std::sort(settings.begin(), settings.end(), before);
    check_requirements(settings);
    Plan plan{std::move(restores)};
    plan.steps.insert(plan.steps.end(), std::make_move_iterator(settings.begin()),
                      std::make_move_iterator(settings.end()));
    gather_table(basis_.readings(), plan.steps);
    for (const auto& knob : knobs()) {
      if (!knob.upper.empty()) fit_limits(knob, basis_.readings(), plan.steps);
    }
    restore_by_requirement(plan.steps);
    for (auto& step : plan.steps) {
      for (auto* text : {&step.from, &step.to, &step.verdict.reason, &step.way_back.how})
        keep_one_line(*text);
    }
    return plan;
  }

 private:
  /// Published, and no longer wanted.
  [[nodiscard]] bool is_stale(const std::string& name, const Reading& r) const {
    const auto* knob = find_knob(name);
    return knob != nullptr && is_published(*knob) && r.status == Reading::Status::ok &&
           !desired_.settings.contains(name);
  }

  /// Taken back while rmcpd's value was in force: the value from before has to be restored first.
  [[nodiscard]] bool is_to_be_undone(const Setting& setting) const {
    const auto* noted = basis_.entry(setting.name);
    return noted != nullptr && noted->wanted == to_string(setting.value) &&
           taken_back(consent_, setting) != nullptr;
  }

  [[nodiscard]] Step undo(const Setting& setting) const {
    auto step = restore_step(basis_, setting.name, *basis_.entry(setting.name));
    if (step.verdict.reason.empty()) step.verdict.reason = *taken_back(consent_, setting);
    return step;
  }

  // --- requirements ---

  [[nodiscard]] bool needs_requirement(const Knob& knob, std::string_view name) const {
    if (knob.requires_knob.empty()) return false;
    const auto& r = basis_.reading(name);
    return r.status != Reading::Status::ok || knob.requires_when == nullptr ||
           knob.requires_when(r);
  }

  /// Skips steps whose required knob will not have the required value; repeats those that cannot be
  /// read back if the required knob is about to be written, because that resets them.
  void check_requirements(std::vector<Step>& settings) const {
    for (auto& step : settings) {
      const auto& knob = *step.knob;
      step.bytes.needs_nothing = !needs_requirement(knob, step.name);
      if (step.bytes.needs_nothing) continue;
      const auto needed = std::find_if(settings.begin(), settings.end(),
                                       [&](const Step& s) { return s.name == knob.requires_knob; });
      const bool planned = needed != settings.end();
      const bool will_be = planned && needed->goal.value == knob.requires_value &&
                           is_reachable(needed->verdict.state);
      if (planned ? !will_be : !basis_.requirement_in_force(knob)) {
        if (step.writes() || step.verdict.state == StepState::already) {
          step = refused(std::move(step), StepState::skipped,
                         fmt::format("needs {} = {}", knob.requires_knob, knob.requires_value));
        }
      } else if (planned && needed->writes() && knob.readback == Readback::none &&
                 step.verdict.state == StepState::already) {
        step.verdict.state = StepState::change;
      }
    }
  }

  static bool is_reachable(StepState state) {
    return state == StepState::change || state == StepState::already;
  }

  const Desired& desired_;
  const PlanBasis basis_;
  const Consent& consent_;
};

}  // namespace

std::string_view to_string(StepState state) {
  constexpr std::array<std::string_view, 12> names{
      "change",      "already",    "unsupported", "impossible", "skipped", "failed",
      "unconfirmed", "taken-back", "drifted",     "contended",  "pending", "conflict"};
  return names.at(static_cast<std::size_t>(state));
}

std::optional<StepState> parse_step_state(std::string_view word) {
  return enum_of(word, StepState::conflict);
}

std::string joined_reason(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto part : parts)
    if (!part.empty()) out += fmt::format("{}{}", out.empty() ? "" : "; ", part);
  return out;
}

std::size_t Plan::changes() const {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](const Step& step) { return step.writes(); }));
}

bool Plan::needs_wake() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.writes() && step.bytes.write.empty() && !step.bytes.late &&
           !is_published(*step.knob);
  });
}

Plan make_plan(const Desired& desired, const Readings& readings, const Originals& originals,
               const Consent& consent) {
  return Planner(desired, readings, originals, consent).make();
}

std::vector<WayBack> ways_back(const Step& step, const Reading& now) {
  const auto& knob = *step.knob;
  const auto before = value_before(knob, {step.way_back.original, "", step.way_back.before}, now);
  return restore_ways(knob, step.way_back.original, before, knob.codec->decode(knob, now), now)
      .ways;
}

Step settle(const Step& step, const Readings& readings, const Originals& originals) {
  Setting setting;
  setting.knob = step.knob;
  setting.name = step.name;
  setting.origin = step.origin;
  setting.trusted = true;  // the original plan has checked that
  auto settled = step;
  settled.bytes.late = false;
  if (const auto value = parse_text(*step.knob, step.goal.value)) {
    setting.value = *value;
    Originals own;
    if (const auto it = originals.find(step.name); it != originals.end()) own.insert(*it);
    Desired desired;
    desired.settings.emplace(step.name, std::move(setting));
    settled = make_plan(desired, readings, own).steps.at(0);
  }
  settled.verdict.drift = step.verdict.drift;
  return settled;
}

std::vector<std::string> knobs_to_read(const Desired& desired, const Originals& originals) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    const auto* knob = find_knob(name);
    if (knob == nullptr || is_published(*knob) || knob->kind == KnobKind::parameter) return;
    names.push_back(name);
    if (!knob->requires_knob.empty()) names.emplace_back(knob->requires_knob);
  };
  for (const auto& [name, setting] : desired.settings) add(name);
  for (const auto& [name, entry] : originals) add(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace rmcp
