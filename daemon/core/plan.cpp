// SPDX-License-Identifier: MIT
// Makes the plan: restores first, in the reverse order of the table, then settings in its order.
#include "core/plan.hpp"

#include "core/plan_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

/// How what is not published is shown.
constexpr auto kUnset = "unset";
/// How a value is shown of which only the driver's bytes are known.
constexpr auto kAsBefore = "as before rmcpd";

/// A file may show anything, and what is shown to people goes into a line of a log.
void keep_one_line(std::string& text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  std::replace_if(text.begin(), text.end(), is_control, ' ');
}

/// What was there before us.
std::optional<Value> value_before(const Knob& knob, const JournalEntry& noted, const Reading& r) {
  if (auto value = knob.codec->shown(knob, noted.original, r)) return value;
  return noted.before.empty() ? std::nullopt : parse_shown(knob, noted.before);
}

/// Never none: at the worst the driver says itself that it does not take what it has shown.
WaysBack restore_ways(const Knob& knob, const std::string& original,
                      const std::optional<Value>& before, const std::optional<Value>& now,
                      const Reading& r) {
  auto found = before ? knob.codec->ways_back(knob, *before, now, r) : WaysBack();
  if (found.ways.empty()) found.ways.push_back({.write = original, .shows = before, .how = {}});
  return found;
}

/// Table order, then name: environment variables share a row.
bool before(const Step& a, const Step& b) {
  return a.knob != b.knob ? a.knob < b.knob : a.name < b.name;
}

class Planner {
 public:
  Planner(const Desired& desired, const Readings& readings, const Originals& originals,
          const Consent& consent)
      : desired_(desired), readings_(readings), originals_(originals), consent_(consent) {}

  Plan make() {
    std::vector<Step> restores, settings;
    for (const auto& [name, entry] : originals_) {
      if (!desired_.settings.contains(name) && find_knob(name) != nullptr)
        restores.push_back(restore(name, entry));
    }
    for (const auto& [name, reading] : readings_) {
      if (is_stale(name, reading)) restores.push_back(unpublish(name, reading));
    }
    for (const auto& [name, setting] : desired_.settings) {
      if (setting.knob->kind == KnobKind::parameter) continue;
      if (is_to_be_undone(setting)) {
        restores.push_back(undo(setting));
      } else {
        settings.push_back(set(setting));
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
    for (const auto& knob : knobs()) {
      if (!knob.upper.empty()) fit_limits(knob, readings_, plan.steps);
    }
    for (auto& step : plan.steps) {
      for (auto* text : {&step.from, &step.to, &step.reason, &step.how}) keep_one_line(*text);
    }
    return plan;
  }

 private:
  const Reading& reading(std::string_view name) const {
    static const Reading absent;
    const auto it = readings_.find(name);
    return it == readings_.end() ? absent : it->second;
  }

  const JournalEntry* entry(std::string_view name) const {
    const auto it = originals_.find(name);
    return it == originals_.end() ? nullptr : &it->second;
  }

  /// Published, and no longer wanted.
  bool is_stale(const std::string& name, const Reading& r) const {
    const auto* knob = find_knob(name);
    return knob != nullptr && is_published(*knob) && r.status == Reading::Status::ok &&
           !desired_.settings.contains(name);
  }

  /// Taken back while it was in force by us: then what was there before has to come back first.
  bool is_to_be_undone(const Setting& setting) const {
    const auto* noted = entry(setting.name);
    return noted != nullptr && noted->wanted == to_string(setting.value) &&
           taken_back(consent_, setting) != nullptr;
  }

  Step undo(const Setting& setting) const {
    auto step = restore(setting.name, *entry(setting.name));
    if (step.reason.empty()) step.reason = *taken_back(consent_, setting);
    return step;
  }

  // --- settings ---

  Step set(const Setting& setting) const {
    Step step;
    step.knob = setting.knob;
    step.name = setting.name;
    step.origin = setting.origin;
    step.to = format(*setting.knob, setting.value);
    step.wanted = to_string(setting.value);
    const auto& r = reading(setting.name);
    const auto& knob = *setting.knob;
    if (r.status == Reading::Status::ok || r.status == Reading::Status::absent) {
      if (r.status == Reading::Status::absent && is_published(knob))
        return publish(std::move(step), setting, r);
      auto missing = knob.codec->missing(knob, r);
      if (!missing.empty())
        return refuse(std::move(step), StepState::unsupported, std::move(missing));
    }
    step.risk = knob.risk(knob, setting.value, r);
    switch (r.status) {
      case Reading::Status::ok:
        return set_readable(std::move(step), setting, r);
      case Reading::Status::suspended:
        return set_suspended(std::move(step));
      case Reading::Status::failed:
        step.error = r.error;
        return refuse(std::move(step), StepState::failed, read_error(r));
      case Reading::Status::absent:
        break;
    }
    return refuse(std::move(step), StepState::unsupported, missing_file(knob, r));
  }

  Step set_readable(Step step, const Setting& setting, const Reading& r) const {
    const auto& knob = *setting.knob;
    const auto current = knob.codec->decode(knob, r);
    if (!current && wants_requirement(knob, r)) return set_late(std::move(step));
    if (current) step.from = format(knob, *current);
    auto impossible = knob.codec->check(knob, setting.value, r);
    if (!impossible.empty())
      return refuse(std::move(step), StepState::impossible, std::move(impossible));
    const auto bytes = knob.codec->encode(knob, setting.value, r);
    if (!bytes) return refuse(std::move(step), StepState::impossible, bytes.error());
    const auto goal = knob.codec->resolve(knob, setting.value, r);
    show(step, current, goal);
    step.write = *bytes;
    if (knob.readback != Readback::none) step.expect = goal;
    step.original = original_bytes(knob, current, r);
    step.state = is_in_force(step, current, goal) ? StepState::already : StepState::change;
    step.drift = step.state == StepState::change && was_applied(step);
    const bool journalled = knob.restore == Restore::journal;
    return step.state == StepState::change && journalled
               ? with_way_back(std::move(step), current, goal, r)
               : step;
  }

  /// Nothing is written that could not be written back: not just `current`, but what was there
  /// before our first write.
  Step with_way_back(Step step, const std::optional<Value>& current, const Value& goal,
                     const Reading& r) const {
    const auto& knob = *step.knob;
    const auto* noted = entry(step.name);
    const auto before = noted == nullptr ? current : value_before(knob, *noted, r);
    if (noted != nullptr && !before) return step;  // only its bytes are known, and written before
    WaysBack found;
    if (before) {
      found = knob.codec->ways_back(knob, *before, goal, r);
    } else {
      found.why_not = "nobody can tell what is in force";
      add_default(found, knob, r);
    }
    if (found.ways.empty() && !is_lost(knob, noted, before, current, r))
      return refuse(std::move(step), StepState::impossible,
                    fmt::format("cannot be brought back: {}", found.why_not));
    if (found.ways.empty()) return step;
    if (step.original.empty()) step.original = found.ways.front().write;
    if (current) step.before = format(knob, *current);
    return with_ways(std::move(step), std::move(found));
  }

  /// True when there is no way back from what is in force by us either: then one more write loses
  /// nothing, and it may be the one that takes a trial back.
  static bool is_lost(const Knob& knob, const JournalEntry* noted,
                      const std::optional<Value>& before, const std::optional<Value>& current,
                      const Reading& r) {
    return noted != nullptr && before &&
           knob.codec->ways_back(knob, *before, current, r).ways.empty();
  }

  static Step with_ways(Step step, WaysBack found) {
    step.back = std::move(found.ways);
    const auto& how = step.back.front().how;
    const auto* comes = step.action == Step::Action::set ? "comes back" : "back";
    if (!how.empty()) step.how = fmt::format("{}; {} {}", found.why_not, comes, how);
    return step;
  }

  /// Range, grammar and what is there now are only known once the requirement is in force.
  Step set_late(Step step) const {
    const auto& knob = *step.knob;
    if (requirement_in_force(knob))
      return refuse(std::move(step), StepState::unsupported,
                    fmt::format("{} is empty on this card", knob.file));
    step.state = StepState::change;
    step.late = true;
    step.drift = was_applied(step);
    return step;
  }

  static void show(Step& step, std::optional<Value> current, Value goal) {
    if (current) keep_differences(*current, goal);
    if (current) step.from = format(*step.knob, *current);
    step.to = format(*step.knob, goal);
  }

  bool is_in_force(const Step& step, const std::optional<Value>& current, const Value& goal) const {
    const auto& knob = *step.knob;
    if (knob.readback == Readback::none) {
      // What is shown is not what was asked for, but it may be of another kind: "auto".
      const bool other_kind = current && current->index() != goal.index();
      return current == goal || (was_applied(step) && !other_kind);
    }
    // A file of commands also shows an edit whose commit has failed.
    const bool half_done =
        knob.write_as == WriteAs::lines && entry(step.name) != nullptr && !was_applied(step);
    return current == goal && !half_done;
  }

  /// What nobody can read is taken to be in force when we wrote it since the driver was bound.
  bool was_applied(const Step& step) const {
    const auto* noted = entry(step.name);
    return noted != nullptr && noted->wanted == step.wanted;
  }

  Step set_suspended(Step step) const {
    const bool applied = was_applied(step);
    step.state = applied ? StepState::already : StepState::change;
    step.reason = applied ? "suspended: as written before" : "suspended: the write will wake it";
    return step;
  }

  static Step publish(Step step, const Setting& setting, const Reading& r) {
    auto impossible = step.knob->codec->check(*step.knob, setting.value, r);
    if (!impossible.empty())
      return refuse(std::move(step), StepState::impossible, std::move(impossible));
    step.state = StepState::change;
    step.from = kUnset;
    step.write = step.wanted;
    step.expect = Value{step.wanted};
    return step;
  }

  static Step refuse(Step step, StepState state, std::string reason) {
    step.state = state;
    step.reason = std::move(reason);
    return step;
  }

  static std::string read_error(const Reading& r) {
    return fmt::format("cannot be read: {}", r.message);
  }

  /// The bytes that bring back what is there now; empty when nobody can tell.
  static std::string original_bytes(const Knob& knob, const std::optional<Value>& current,
                                    const Reading& r) {
    if (knob.restore == Restore::constant) return {};
    if (!current) return {};
    return knob.codec->encode(knob, *current, r).value_or(std::string());
  }

  // --- restores ---

  Step restore(const std::string& name, const JournalEntry& noted) const {
    Step step;
    step.action = Step::Action::restore;
    step.knob = find_knob(name);
    step.name = name;
    const auto& knob = *step.knob;
    const auto& r = reading(name);
    if (r.status == Reading::Status::absent)
      return refuse(std::move(step), StepState::unsupported, "gone");
    if (knob.restore == Restore::constant) return restore_constant(std::move(step), r);
    if (wants_requirement(knob, r) && !requirement_in_force(knob))
      return gone_with_requirement(std::move(step));
    if (noted.original.empty()) {
      return refuse(std::move(step), StepState::impossible,
                    "the value from before rmcpd is not known");
    }
    step.original = step.write = noted.original;
    step.before = noted.before;
    const auto before = value_before(knob, noted, r);
    step.to = before ? format(knob, *before) : kAsBefore;
    if (r.status != Reading::Status::ok) {
      step.state = StepState::change;
      return step;
    }
    return restore_readable(std::move(step), before, r);
  }

  static Step gone_with_requirement(Step step) {
    step.write.clear();
    auto reason = fmt::format("gone with {}", step.knob->requires_knob);
    return refuse(std::move(step), StepState::already, std::move(reason));
  }

  Step restore_readable(Step step, const std::optional<Value>& before, const Reading& r) const {
    const auto& knob = *step.knob;
    const auto current = knob.codec->decode(knob, r);
    if (current) step.from = format(knob, *current);
    step = with_ways(std::move(step), restore_ways(knob, step.original, before, current, r));
    const auto& best = step.back.front();
    step.write = best.write;
    if (best.shows) show(step, current, *best.shows);
    if (knob.readback != Readback::none) step.expect = best.shows;
    const auto now = current ? knob.codec->encode(knob, *current, r) : TextOrReason();
    const bool there = current && ((now && *now == step.write) || current == best.shows);
    // A file of commands shows what was edited, whether that was committed or not.
    const bool sure = knob.entry.section.empty();
    step.state = there && sure ? StepState::already : StepState::change;
    return step;
  }

  Step restore_constant(Step step, const Reading& r) const {
    const auto& knob = *step.knob;
    step.to = std::string(knob.restore_value);
    if (!requirement_in_force(knob)) return gone_with_requirement(std::move(step));
    const auto value = knob.codec->parse(knob, Scalar{std::string(knob.restore_value)});
    step.state = StepState::change;
    if (r.status != Reading::Status::ok) return step;
    const auto bytes =
        value ? knob.codec->encode(knob, *value, r) : TextOrReason(tl::unexpected(value.error()));
    if (!bytes) return refuse(std::move(step), StepState::impossible, bytes.error());
    step.write = *bytes;
    return step;
  }

  static Step unpublish(const std::string& name, const Reading& r) {
    Step step;
    step.action = Step::Action::restore;
    step.knob = find_knob(name);
    step.name = name;
    step.from = r.raw;
    step.to = kUnset;
    step.state = StepState::change;
    return step;
  }

  // --- requirements ---

  bool needs_requirement(const Knob& knob, std::string_view name) const {
    if (knob.requires_knob.empty()) return false;
    const auto& r = reading(name);
    return r.status != Reading::Status::ok || knob.requires_when == nullptr ||
           knob.requires_when(r);
  }

  bool requirement_in_force(const Knob& knob) const {
    if (knob.requires_knob.empty()) return true;
    const auto& r = reading(knob.requires_knob);
    if (r.status == Reading::Status::suspended) return true;  // nobody knows: try
    const auto* needed = find_knob(knob.requires_knob);
    if (r.status != Reading::Status::ok || needed == nullptr) return false;
    const auto current = needed->codec->decode(*needed, r);
    return current && to_string(*current) == knob.requires_value;
  }

  /// Steps whose required knob will not have the required value are skipped; those that cannot be
  /// read back are repeated when the required knob is about to be written, because that resets
  /// them.
  void check_requirements(std::vector<Step>& settings) const {
    for (auto& step : settings) {
      const auto& knob = *step.knob;
      step.needs_nothing = !needs_requirement(knob, step.name);
      if (step.needs_nothing) continue;
      const auto needed = std::find_if(settings.begin(), settings.end(),
                                       [&](const Step& s) { return s.name == knob.requires_knob; });
      const bool planned = needed != settings.end();
      const bool will_be =
          planned && needed->wanted == knob.requires_value && is_reachable(needed->state);
      if (planned ? !will_be : !requirement_in_force(knob)) {
        if (step.state == StepState::change || step.state == StepState::already) {
          step = refuse(std::move(step), StepState::skipped,
                        fmt::format("needs {} = {}", knob.requires_knob, knob.requires_value));
        }
      } else if (planned && needed->state == StepState::change && knob.readback == Readback::none &&
                 step.state == StepState::already) {
        step.state = StepState::change;
      }
    }
  }

  static bool is_reachable(StepState state) {
    return state == StepState::change || state == StepState::already;
  }

  const Desired& desired_;
  const Readings& readings_;
  const Originals& originals_;
  const Consent& consent_;
};

}  // namespace

std::string_view to_string(StepState state) {
  constexpr std::array<std::string_view, 12> names{
      "change",      "already", "unsupported", "impossible", "skipped", "failed",
      "unconfirmed", "held",    "drifted",     "contended",  "pending", "conflict"};
  return names.at(static_cast<std::size_t>(state));
}

std::size_t Plan::changes() const {
  return static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), [](const Step& step) {
    return step.state == StepState::change;
  }));
}

bool Plan::needs_wake() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.state == StepState::change && step.write.empty() && !step.late &&
           !is_published(*step.knob);
  });
}

Plan make_plan(const Desired& desired, const Readings& readings, const Originals& originals,
               const Consent& consent) {
  return Planner(desired, readings, originals, consent).make();
}

std::vector<WayBack> ways_back(const Step& step, const Reading& now) {
  const auto& knob = *step.knob;
  const auto before = value_before(knob, {step.original, "", step.before}, now);
  return restore_ways(knob, step.original, before, knob.codec->decode(knob, now), now).ways;
}

Step settle(const Step& step, const Readings& readings, const Originals& originals) {
  Setting setting;
  setting.knob = step.knob;
  setting.name = step.name;
  setting.origin = step.origin;
  setting.trusted = true;  // the plan that the step comes from has asked
  auto settled = step;
  settled.late = false;
  if (const auto value = parse_text(*step.knob, step.wanted)) {
    setting.value = *value;
    Originals own;
    if (const auto it = originals.find(step.name); it != originals.end()) own.insert(*it);
    Desired desired;
    desired.settings.emplace(step.name, std::move(setting));
    settled = make_plan(desired, readings, own).steps.at(0);
  }
  settled.drift = step.drift;
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
