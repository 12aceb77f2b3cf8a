// SPDX-License-Identifier: MIT
// observe -> resolve -> plan -> apply, for one device.
#include "engine/job.hpp"

#include "device/probe.hpp"
#include "engine/caution.hpp"
#include "engine/eject.hpp"
#include "engine/executor.hpp"
#include "state/journal.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

namespace rmcp::engine {
namespace {

using backend::Wake;
using Verb = Job::Verb;

constexpr auto kDaemonEnded = "held: rmcpd ended before it was confirmed";
constexpr auto kBindingEnded = "held: the machine or the driver went away before it was confirmed";

class Runner {
 public:
  Runner(const Job& job, backend::Backend& backend, JobControl& control)
      : job_(job), backend_(backend), control_(control) {}

  JobResult run() {
    result_.published = job_.published;
    const auto device = device::probe(job_.paths, job_.syspath);
    control_.step();
    if (!device) {
      result_.gone = true;
      return std::move(result_);
    }
    result_.device = *device;
    result_.device.alias = alias_of(job_.policy->aliases, *device, job_.machine);
    if (device->managed()) {
      work();
    } else {
      result_.published.clear();
    }
    return std::move(result_);
  }

 private:
  void work() {
    journal_.emplace(job_.paths.runtime, job_.boot_id, result_.device);
    caution_.emplace(job_, result_.device);
    if (job_.verb != Verb::look && job_.verb != Verb::eject && !job_.trial_watched) recover_trial();
    switch (job_.verb) {
      case Verb::look:
      case Verb::apply:
        apply();
        break;
      case Verb::revert:
        revert();
        break;
      case Verb::confirm:
        confirm();
        break;
      case Verb::undo:
        undo(job_.take_back);
        break;
      case Verb::release:
        release();
        break;
      case Verb::eject:
        if (!job_.force) result_.error = why_not_eject(job_.paths, result_.device);
        control_.step();
        if (result_.error.empty()) result_.error = eject(result_.device);
        break;
    }
    result_.trial_open = caution_->trial().has_value();
  }

  // --- apply ---

  void apply() {
    if (job_.forgive)
      note("what was taken back cannot be forgiven",
           [&] { return job_.notes->consents.forgive(result_.device); });
    result_.overlay = job_.notes->overrides.read(result_.device);
    result_.desired = resolve(*job_.policy, result_.device, job_.machine, result_.overlay);
    consent_ = caution_->consent();
    auto plan = look(result_.desired, Wake::no);
    // Only now is the card known well enough to tell whether it is held.
    result_.held = job_.respect_hold && job_.notes->holds.held(result_.device);
    if (!result_.held) result_.library = choose();
    if (job_.verb == Verb::look || result_.held || !result_.error.empty())
      return only_show(std::move(plan));
    // Something will be written, which wakes the device anyway: now it may be read as well.
    if (plan.needs_wake()) plan = look(result_.desired, Wake::yes);
    plan = take_care(std::move(plan));
    if (!result_.error.empty()) return only_show(std::move(plan));
    carry_out(std::move(plan));
  }

  /// Notes what is risked before it is. The plan that is left afterwards.
  Plan take_care(Plan plan) {
    if (!job_.take_back.empty())
      note("nothing can be taken back",
           [&] { return caution_->take_back(risky_settings(plan), job_.take_back); });
    if (job_.on_trial) {
      if (plan.changes() != 0)
        note("not tried: the trial cannot be noted",
             [&] { return caution_->begin_trial(plan, journal_->originals()); });
    } else if (!risky_changes(plan).empty() && !job_.trial_watched) {
      const auto enter = [&] { return caution_->enter_probation(plan); };
      const int error = control_.unless_abandoned(enter);
      if (error != 0)
        leave_out_risky(plan, "the risk cannot be noted: " + sys::describe_errno(error));
      result_.on_probation = error == 0;
    }
    const auto before = consent_.taken_back;
    consent_ = caution_->consent();
    return consent_.taken_back == before ? plan : look(result_.desired, Wake::yes);
  }

  void revert() {
    auto plan = look({}, Wake::no);
    if (plan.needs_wake()) plan = look({}, Wake::yes);
    carry_out(std::move(plan));
    note("the trial cannot be ended", [&] { return caution_->end_trial(); });
  }

  /// Not a restore: what was there before us may have been a fixed speed as well.
  void release() {
    auto automatic = released(journal_->originals());
    if (automatic.settings.empty()) return;
    consent_.requested = true;
    carry_out(look(automatic, Wake::yes, {}));
  }

  // --- trials ---

  void confirm() {
    const auto trial = caution_->trial();
    if (!trial) {
      result_.error = "nothing waits for a confirmation";
      return;
    }
    note("the confirmation cannot be noted", [&] { return caution_->approve(*trial); });
    note("the trial cannot be ended", [&] { return caution_->end_trial(); });
    if (result_.error.empty()) apply();
  }

  /// Back to what was in force before the trial. Taken back first: a daemon that dies in between
  /// must not apply it again.
  void undo(const std::string& why) {
    const auto trial = caution_->trial();
    if (!trial) return;
    note("the trial cannot be taken back", [&] { return caution_->take_back(trial->tried, why); });
    if (caution_->still_in_force(*trial)) {
      consent_.requested = true;
      auto plan = look(as_desired(trial->before), Wake::yes);
      // What is published is not part of a trial.
      std::erase_if(plan.steps, [](const Step& step) { return is_published(*step.knob); });
      carry_out(std::move(plan));
    }
    note("the trial cannot be ended", [&] { return caution_->end_trial(); });
  }

  /// A trial that nobody watches any more is over.
  void recover_trial() {
    const auto trial = caution_->trial();
    if (!trial) return;
    undo(caution_->still_in_force(*trial) ? kDaemonEnded : kBindingEnded);
  }

  // --- libraries ---

  std::span<const LibrarySet> sets() const {
    return job_.sets ? std::span<const LibrarySet>(*job_.sets) : std::span<const LibrarySet>();
  }

  LibraryChoice choose() const {
    const auto setting = result_.desired.settings.find(kLibraryKnob);
    std::optional<LibraryWish> wish;
    if (setting != result_.desired.settings.end())
      wish = {to_string(setting->second.value), setting->second.origin};
    return choose_library(wish, sets(), result_.device, job_.machine);
  }

  // --- parts ---

  /// Makes a note on disk, unless an earlier one could not be made.
  template <class Change>
  void note(std::string_view what, Change change) {
    if (!result_.error.empty()) return;
    if (const int error = control_.unless_abandoned(change))
      result_.error = fmt::format("{}: {}", what, sys::describe_errno(error));
  }

  void only_show(Plan plan) {
    result_.plan = std::move(plan);
    result_.report =
        report_unexecuted(result_.plan, job_.reason, result_.held ? "held" : job_.why_not);
  }

  void carry_out(Plan plan) {
    result_.plan = std::move(plan);
    Executor executor(backend_, result_.device, *journal_, control_, result_.published);
    result_.report = executor.run(result_.plan, job_.reason);
    result_.executed = true;
    if (wrote_risky()) result_.report.firmware = firmware();
    result_.wrote |= executor.wrote() || result_.published != job_.published;
  }

  bool wrote_risky() const {
    const auto& steps = result_.plan.steps;
    const auto& outcomes = result_.report.outcomes;
    for (std::size_t i = 0; i < steps.size() && i < outcomes.size(); ++i) {
      const auto result = outcomes[i].result;
      const bool wrote = result == Result::applied || result == Result::written ||
                         result == Result::refused || result == Result::failed;
      const bool tried = steps[i].state == StepState::change && wrote;
      if (tried && steps[i].risk == Risk::confirm) return true;
    }
    return false;
  }

  /// The card is awake: it was written to a moment ago. (amdgpu_ucode.c: FW_VERSION_ATTR;
  /// amdgpu_atombios.c: amdgpu_atombios_get_vbios_version)
  std::string firmware() {
    std::string out;
    constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
        {"SMC", "fw_version/smc_fw_version"}, {"VBIOS", "vbios_version"}};
    for (const auto& [name, file] : kFiles) {
      control_.step();
      const auto text = sys::read_attribute(fmt::format("{}/{}", result_.device.syspath, file));
      if (text && !text->empty())
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, *text);
    }
    return out;
  }

  Plan look(const Desired& desired, Wake wake) {
    return look(desired, wake, journal_->originals());
  }

  Plan look(const Desired& desired, Wake wake, const Originals& originals) {
    auto readings = published_readings();
    for (const auto& name : knobs_to_read(desired, originals)) {
      control_.step();
      readings[name] = backend_.read(result_.device, *find_knob(name), wake);
    }
    return make_plan(desired, readings, originals, consent_);
  }

  Readings published_readings() const {
    Readings readings;
    for (const auto& [name, value] : job_.published) {
      readings[name] = {.status = Reading::Status::ok, .raw = value};
    }
    auto& library = readings[std::string(kLibraryKnob)];
    for (const auto& set : sets()) {
      const bool broken = set.state == SetState::broken;
      library.companions[set.name] = !broken               ? ""
                                     : set.reasons.empty() ? "broken"
                                                           : set.reasons.front();
    }
    return readings;
  }

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  JobResult result_;
  std::optional<state::Journal> journal_;
  std::optional<Caution> caution_;
  Consent consent_;
};

}  // namespace

JobResult run(const Job& job, backend::Backend& backend, JobControl& control) {
  return Runner(job, backend, control).run();
}

}  // namespace rmcp::engine
