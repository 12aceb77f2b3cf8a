// SPDX-License-Identifier: MIT
// The tables of fields of policy and its outcome: knobs, settings, profiles, diagnostics, advice,
// steps.
#include "lib/records/record.hpp"

#include "lib/knobs/knob.hpp"
#include "lib/knobs/knob_groups.hpp"
#include "lib/knobs/limits.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/plan/plan.hpp"
#include "lib/plan/report.hpp"
#include "lib/policy/advice.hpp"
#include "lib/policy/policy.hpp"
#include "lib/records/field_table.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

// --- readers that need more than a member ---

std::string_view to_string(Step::Action action) {
  return action == Step::Action::set ? "set" : "restore";
}

template <class T>
Field action(const T& owner) {
  return to_field(to_string(owner.action));
}

template <class T>
Field file(const T& owner) {
  return owner.origin.file;
}
template <class T>
Field line(const T& owner) {
  return to_field(owner.origin.line);
}
template <class T>
Field section(const T& owner) {
  return owner.origin.section;
}

Field activation(const Step& step) { return to_field(step.knob->activation); }

Field reason(const Step& step) {
  return joined_reason({step.verdict.reason, step.goal.remark, step.way_back.how});
}

Field type(const Knob& knob) { return to_field(knob.codec->type); }

Field choices(const Knob& knob) {
  return std::vector<std::string>(knob.choices.begin(), knob.choices.end());
}

Field requirement(const Knob& knob) {
  return knob.requires_knob.empty()
             ? std::string()
             : fmt::format("{} = {}", knob.requires_knob, knob.requires_value);
}

bool has_requirement(const Knob& knob) { return !knob.requires_knob.empty(); }

/// The only condition that a row has is an APU's (lib/knobs/knobs_overdrive.cpp).
Field requires_on(const Knob& knob) {
  return std::string(knob.requires_when == nullptr ? "every card" : "APUs");
}

Field example(const Knob& knob) { return example_of(knob); }

bool is_parameter(const Knob& knob) { return knob.kind == KnobKind::parameter; }

/// The highest risk of any value of the knob; often the value decides.
Field risk(const Knob& knob) {
  const bool safe =
      is_parameter(knob) ? module_parameter_of(knob).risk == Risk::safe : knob.risk == always_safe;
  return std::string(safe ? "safe" : "confirm, but for values that cannot do harm");
}

bool has_range(const Knob& knob) { return knob.min != knob.max; }
bool has_bits(const Knob& knob) {
  return is_parameter(knob) && !module_parameter_of(knob).bits.empty();
}
bool has_trap(const Knob& knob) {
  return is_parameter(knob) && !module_parameter_of(knob).trap.empty();
}

Field bits(const Knob& knob) {
  std::vector<std::string> names;
  for (const auto& [name, bit] : module_parameter_of(knob).bits) names.emplace_back(name);
  return names;
}

bool is_read_at_probe(const Knob& knob) {
  return is_parameter(knob) && module_parameter_of(knob).probe_only.has_value();
}

/// The generations on which the driver never reads the parameter later.
Field probe_only(const Knob& knob) {
  const auto& parameter = module_parameter_of(knob);
  const auto since = parameter.new_probe_only_since;
  std::vector<std::string> names;
  for (const auto& [generation, name] : kGcNames) {
    if ((*parameter.probe_only & generation) != 0) {
      names.emplace_back(name);
    } else if ((parameter.new_probe_only & generation) != 0) {
      names.push_back(fmt::format("{} since Linux {}.{}", name, since.major, since.minor));
    }
  }
  if (names.empty()) names.emplace_back("none");
  return names;
}

Field trap(const Knob& knob) { return to_field(module_parameter_of(knob).trap); }

Field value(const Setting& setting) { return format(*setting.knob, setting.value); }

Field use(const Profile& profile) { return names_of(profile.use); }

Field settings(const Profile& profile) {
  std::vector<std::string> lines;
  for (const auto& s : profile.settings)
    lines.push_back(fmt::format("{} = {}", s.name, format(*s.knob, s.value)));
  return lines;
}

Field column(const Diagnostic& diagnostic) { return to_field(diagnostic.origin.column); }

// --- the tables ---

constexpr FieldOf<Step> kStepFields[] = {
    {{"action"}, action},
    {{"knob"}, of<&Step::name>},
    {{"state"}, of<&Step::verdict, &StepVerdict::state>},
    {{"from"}, of<&Step::from>},
    {{"to"}, of<&Step::to>},
    {{"reason"}, reason},
    {{"activation"}, activation},
    {{"risk"}, of<&Step::goal, &StepGoal::risk>},
    {{"drift"}, of<&Step::verdict, &StepVerdict::drift>},
    {{"file"}, file},
    {{"line"}, line},
    {{"section"}, section},
};

constexpr FieldOf<Outcome> kOutcomeFields[] = {
    {{"action"}, action},
    {{"knob"}, of<&Outcome::name>},
    {{"result"}, of<&Outcome::result>},
    {{"from"}, of<&Outcome::from>},
    {{"to"}, of<&Outcome::to>},
    {{"found"}, of<&Outcome::found>},
    {{"error"}, of<&Outcome::error>},
    {{"reason"}, of<&Outcome::reason>},
    {{"drift"}, of<&Outcome::drift>},
    {{"file"}, file},
    {{"line"}, line},
    {{"section"}, section},
};

constexpr FieldOf<Knob> kKnobFields[] = {
    {{"name"}, of<&Knob::name>},
    {{"kind"}, of<&Knob::kind>},
    {{"scope"}, of<&Knob::scope>},
    {{"type"}, type},
    {{"choices"}, choices},
    {{"min"}, of<&Knob::min>, has_range},
    {{"max"}, of<&Knob::max>, has_range},
    {{"unit"}, of<&Knob::unit>},
    {{"example"}, example},
    {{"file"}, of<&Knob::file>},
    {{"read_at"}, of<&Knob::read_at>},
    {{"probe_only"}, probe_only, is_read_at_probe},
    {{"activation"}, of<&Knob::activation>},
    {{"bits"}, bits, has_bits},
    {{"readback"}, of<&Knob::readback>},
    {{"restore"}, of<&Knob::restore>},
    {{"requires"}, requirement},
    {{"requires_on"}, requires_on, has_requirement},
    {{"risk"}, risk},
    {{"present_on"}, of<&Knob::present_on>},
    {{"doc"}, of<&Knob::doc>},
    {{"trap"}, trap, has_trap},
    {{"source"}, of<&Knob::source>},
};

constexpr FieldOf<Setting> kSettingFields[] = {
    {{"knob"}, of<&Setting::name>}, {{"value"}, value}, {{"file"}, file}, {{"line"}, line},
    {{"section"}, section},
};

constexpr FieldOf<Profile> kProfileFields[] = {
    {{"name"}, of<&Section::name>},
    {{"description"}, of<&Section::description>},
    {{"use"}, use},
    {{"unset"}, of<&Section::unset>},
    {{"settings"}, settings},
    {{"file"}, file},
    {{"line"}, line},
};

constexpr FieldOf<Diagnostic> kDiagnosticFields[] = {
    {{"severity"}, of<&Diagnostic::severity>},
    {{"file"}, file},
    {{"line"}, line},
    {{"column"}, column},
    {{"message"}, of<&Diagnostic::message>},
};

constexpr FieldOf<Advice> kAdviceFields[] = {
    {{"knob"}, of<&Advice::knob>},
    {{"message"}, of<&Advice::message>},
    {{"reason"}, of<&Advice::reason>},
    {{"source"}, of<&Advice::source>},
    {{"everywhere"}, of<&Advice::everywhere>},
    {{"file"}, file},
    {{"line"}, line},
    {{"section"}, section},
};

}  // namespace

Record describe(const Step& step) { return read(kStepFields, step); }
Record describe(const Outcome& outcome) { return read(kOutcomeFields, outcome); }
Record describe(const Knob& knob) { return read(kKnobFields, knob); }
Record describe(const Setting& setting) { return read(kSettingFields, setting); }
Record describe(const Profile& profile) { return read(kProfileFields, profile); }
Record describe(const Diagnostic& diagnostic) { return read(kDiagnosticFields, diagnostic); }
Record describe(const Advice& advice) { return read(kAdviceFields, advice); }

template <>
std::span<const Key> keys_of<Step>() {
  return keys<kStepFields>();
}

template <>
std::span<const Key> keys_of<Outcome>() {
  return keys<kOutcomeFields>();
}

template <>
std::span<const Key> keys_of<Knob>() {
  return keys<kKnobFields>();
}

template <>
std::span<const Key> keys_of<Setting>() {
  return keys<kSettingFields>();
}

template <>
std::span<const Key> keys_of<Profile>() {
  return keys<kProfileFields>();
}

template <>
std::span<const Key> keys_of<Diagnostic>() {
  return keys<kDiagnosticFields>();
}

template <>
std::span<const Key> keys_of<Advice>() {
  return keys<kAdviceFields>();
}

}  // namespace rmcp
