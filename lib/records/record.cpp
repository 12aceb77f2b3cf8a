// SPDX-License-Identifier: MIT
// Core data as named fields.
#include "lib/records/record.hpp"

#include "lib/gpu/device.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/knob_groups.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/plan/plan.hpp"
#include "lib/plan/report.hpp"
#include "lib/policy/advice.hpp"
#include "lib/policy/policy.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

std::string copied(std::string_view view) { return std::string(view); }

std::vector<std::string> texts(std::span<const std::string_view> views) {
  return {views.begin(), views.end()};
}

void add_origin(Record& record, const Origin& origin) {
  record.emplace_back("file", origin.file);
  record.emplace_back("line", std::uint64_t{origin.line});
  record.emplace_back("section", origin.section);
}

std::string action_name(Step::Action action) {
  return action == Step::Action::set ? "set" : "restore";
}

/// How much depends on the value, the worst there is.
std::string risk_of(const Knob& knob) {
  const bool parameter = knob.kind == KnobKind::parameter;
  const bool safe =
      parameter ? module_parameter_of(knob).risk == Risk::safe : knob.risk == always_safe;
  return safe ? "safe" : "confirm, but for values that cannot do harm";
}

void add_parameter(Record& record, const ModuleParameter& parameter) {
  std::vector<std::string> bits;
  for (const auto& [name, bit] : parameter.bits) bits.emplace_back(name);
  if (!bits.empty()) record.emplace_back("bits", std::move(bits));
  if (!parameter.trap.empty()) record.emplace_back("trap", copied(parameter.trap));
}

std::string requirement(const Knob& knob) {
  return knob.requires_knob.empty()
             ? ""
             : fmt::format("{} = {}", knob.requires_knob, knob.requires_value);
}

}  // namespace

Record describe(const Step& step) {
  Record record{{"action", action_name(step.action)},
                {"knob", step.name},
                {"state", copied(to_string(step.state))},
                {"from", step.from},
                {"to", step.to},
                {"reason", step.reason.empty() || step.how.empty()
                               ? step.reason + step.how
                               : fmt::format("{}; {}", step.reason, step.how)}};
  record.emplace_back("activation", copied(to_string(step.knob->activation)));
  record.emplace_back("risk", copied(to_string(step.risk)));
  record.emplace_back("drift", step.drift);
  add_origin(record, step.origin);
  return record;
}

Record describe(const Outcome& outcome) {
  Record record{{"action", action_name(outcome.action)},
                {"knob", outcome.name},
                {"result", copied(to_string(outcome.result))},
                {"from", outcome.from},
                {"to", outcome.to},
                {"found", outcome.found},
                {"error", std::int64_t{outcome.error}},
                {"reason", outcome.reason},
                {"drift", outcome.drift}};
  add_origin(record, outcome.origin);
  return record;
}

Record describe(const Knob& knob) {
  Record record{{"name", copied(knob.name)},
                {"kind", copied(to_string(knob.kind))},
                {"scope", copied(to_string(knob.scope))},
                {"type", copied(knob.codec->type)},
                {"choices", texts(knob.choices)},
                {"unit", copied(knob.unit)},
                {"file", copied(knob.file)},
                {"read_at", copied(to_string(knob.read_at))},
                {"activation", copied(to_string(knob.activation))},
                {"readback", copied(to_string(knob.readback))},
                {"restore", copied(to_string(knob.restore))},
                {"requires", requirement(knob)},
                {"risk", risk_of(knob)},
                {"present_on", copied(knob.present_on)},
                {"doc", copied(knob.doc)},
                {"source", copied(knob.source)}};
  if (knob.min != knob.max) {
    record.emplace_back("min", knob.min);
    record.emplace_back("max", knob.max);
  }
  if (knob.kind == KnobKind::parameter) add_parameter(record, module_parameter_of(knob));
  return record;
}

Record describe(const Setting& setting) {
  Record record{{"knob", setting.name}, {"value", format(*setting.knob, setting.value)}};
  add_origin(record, setting.origin);
  return record;
}

Record describe(const Profile& profile) {
  std::vector<std::string> settings;
  for (const auto& s : profile.settings)
    settings.push_back(fmt::format("{} = {}", s.name, format(*s.knob, s.value)));
  Record record{{"name", profile.name},
                {"description", profile.description},
                {"use", names_of(profile.use)},
                {"unset", profile.unset},
                {"settings", settings}};
  record.emplace_back("file", profile.origin.file);
  record.emplace_back("line", std::uint64_t{profile.origin.line});
  return record;
}

Record describe(const Diagnostic& diagnostic) {
  return {{"severity", copied(to_string(diagnostic.severity))},
          {"file", diagnostic.origin.file},
          {"line", std::uint64_t{diagnostic.origin.line}},
          {"column", std::uint64_t{diagnostic.origin.column}},
          {"message", diagnostic.message}};
}

Record describe(const Advice& advice) {
  Record record{{"knob", advice.knob},
                {"message", advice.message},
                {"reason", advice.reason},
                {"source", advice.source},
                {"everywhere", advice.everywhere}};
  add_origin(record, advice.origin);
  return record;
}

Record describe(const KfdNode& node) {
  return {{"node", std::uint64_t{node.node}},
          {"gpu_id", std::uint64_t{node.gpu_id}},
          {"render_minor", std::uint64_t{node.render_minor}},
          {"simd_count", std::uint64_t{node.simd_count}}};
}

}  // namespace rmcp
