// SPDX-License-Identifier: MIT
// Makes the files of services as the daemon does, and keeps only what does not depend on a daemon.
#include "daemon/offline_programs.hpp"

#include "daemon/device/kfd_topology.hpp"
#include "daemon/publish/unit_files.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/records/record_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rmcp {
namespace {

/// The settings for programs that the plan publishes.
Published published_by(const Plan& plan) {
  Published out;
  for (const auto& step : plan.steps)
    if (step.action == Step::Action::set && is_published(*step.knob) && step.writes())
      out[step.name] = step.bytes.write;
  return out;
}

bool is_certain(const ProgramExport& program) {
  return program.result == ExportResult::not_exported || program.result == ExportResult::waiting;
}

}  // namespace

std::vector<ProgramExport> programs_without_daemon(Survey& survey, const sys::Paths& paths,
                                                   bool enforced) {
  const auto policy = survey.keeper().policy();
  if (policy->units.empty() && !policy->sessions) return {};
  std::vector<DeviceView> views;
  for (const auto& found : survey.devices()) {
    views.push_back(found.view);
    if (enforced && found.view.state != State::held)
      views.back().published = published_by(found.plan);
  }
  publish::UnitQuestion question{.cpu_nodes = device::kfd_processors(paths.sys),
                                 .units = policy->units,
                                 .sessions = policy->sessions};
  for (const auto& view : views) question.views.push_back(&view);
  auto programs = publish::make_unit_files(question).programs;
  for (auto& program : programs) {
    if (is_certain(program)) continue;
    program.result = ExportResult::unknown;
    program.environment.clear();
    program.library.clear();
    program.hindrance = {};
  }
  return programs;
}

nlohmann::ordered_json programs_to_json(const std::vector<ProgramExport>& programs) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& program : programs) {
    auto record = to_json(describe(program));
    if (program.result == ExportResult::unknown)
      for (const auto* key : {"environment", "library"}) record[key] = nullptr;
    out.push_back(std::move(record));
  }
  return out;
}

std::vector<Diagnostic> advise_on_programs(const std::vector<ProgramExport>& programs) {
  std::vector<Diagnostic> out;
  for (const auto& program : programs)
    if (program.result == ExportResult::not_exported)
      out.push_back({Severity::advice, program.origin,
                     fmt::format("{} would get nothing: {}", program.name,
                                 as_failure(program.hindrance).text)});
  return out;
}

}  // namespace rmcp
