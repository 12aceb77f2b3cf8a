// SPDX-License-Identifier: MIT
// Reads the inputs of a plan, executes plans and keeps their outcomes.
#include "daemon/engine/card_job.hpp"

#include "daemon/engine/executor.hpp"
#include "lib/sys/file.hpp"

namespace rmcp::engine {
namespace {

bool was_tried(const Step& step, const Outcome& outcome) {
  const auto result = outcome.result;
  return step.writes() && (result == Result::applied || result == Result::written ||
                           result == Result::refused || result == Result::failed);
}

bool wrote_risky(const Plan& plan, const Report& report) {
  for (std::size_t i = 0; i < plan.steps.size() && i < report.outcomes.size(); ++i) {
    const auto& step = plan.steps[i];
    if (was_tried(step, report.outcomes[i]) && step.goal.risk == Risk::confirm) return true;
  }
  return false;
}

}  // namespace

CardJob::CardJob(const Job& job, backend::Backend& backend, JobControl& control, CardId card,
                 JobResult& result)
    : job_(job),
      backend_(backend),
      control_(control),
      result_(result),
      card_(std::move(card)),
      journal_(job.paths.runtime, job.boot_id, result.device, card_),
      caution_(job, result.device, card_) {}

std::span<const LibrarySet> CardJob::library_sets() const {
  return job_.sets ? std::span<const LibrarySet>(*job_.sets) : std::span<const LibrarySet>();
}

Plan CardJob::plan(const Desired& desired, const Consent& consent, backend::Wake wake) {
  return plan(desired, consent, wake, journal_.originals());
}

Plan CardJob::plan(const Desired& desired, const Consent& consent, backend::Wake wake,
                   const Originals& originals) {
  woke_ |= wake == backend::Wake::yes;
  auto readings = published_readings();
  for (const auto& name : knobs_to_read(desired, originals)) {
    control_.step();
    readings[name] = backend_.read(result_.device, *find_knob(name), wake);
  }
  return make_plan(desired, readings, originals, consent);
}

Readings CardJob::published_readings() const {
  Readings readings;
  for (const auto& [name, value] : job_.published) {
    readings[name] = {.status = Reading::Status::ok, .raw = value};
  }
  auto& library = readings[std::string(kLibraryKnob)];
  for (const auto& set : library_sets()) {
    library.companions[set.name] = set.found.usable() ? ""
                                   : set.found.reasons.empty()
                                       ? std::string(to_string(set.found.state))
                                       : set.found.reasons.front();
  }
  return readings;
}

void CardJob::only_show(Plan plan, std::string_view why) {
  result_.plan = std::move(plan);
  const auto result = result_.held ? Result::held : Result::planned;
  result_.report = report_unexecuted(result_.plan, job_.reason, {result, result_.held ? "" : why});
}

void CardJob::carry_out(Plan plan) {
  result_.plan = std::move(plan);
  Executor executor(backend_, result_.device, journal_, control_, result_.published);
  result_.report = executor.run(result_.plan, job_.reason);
  result_.executed = true;
  if (wrote_risky(result_.plan, result_.report)) result_.report.firmware = firmware();
  result_.wrote |= executor.wrote() || result_.published != job_.published;
}

/// The card is awake: it was written to a moment ago. (amdgpu_ucode.c: FW_VERSION_ATTR;
/// amdgpu_atombios.c: amdgpu_atombios_get_vbios_version)
std::string CardJob::firmware() {
  std::string out;
  constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
      {"SMC", "fw_version/smc_fw_version"}, {"VBIOS", "vbios_version"}};
  for (const auto& [name, file] : kFiles) {
    control_.step();
    const auto text = sys::read_attribute(fmt::format("{}/{}", result_.device.syspath, file));
    if (text && !text->empty()) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, *text);
  }
  return out;
}

void CardJob::fail(std::string text) {
  if (!result_.failure) result_.failure = {Failure::Code::failed, std::move(text)};
}

}  // namespace rmcp::engine
