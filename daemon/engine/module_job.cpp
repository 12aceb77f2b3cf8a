// SPDX-License-Identifier: MIT
// Reads, decides, writes, reads again.
#include "daemon/engine/module_job.hpp"

#include "daemon/backend/module_parameter.hpp"
#include "daemon/engine/module_caution.hpp"
#include "daemon/engine/parameter_window.hpp"
#include "daemon/engine/probe_policy_file.hpp"
#include "daemon/engine/rebuild_request.hpp"
#include "daemon/state/known_devices.hpp"
#include "daemon/state/module_journal.hpp"
#include "daemon/state/probes.hpp"
#include "lib/module/modprobe_text.hpp"
#include "lib/module/probe_state.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace rmcp::engine {
namespace {

/// The name for people.
std::string name_of(const Device& device) {
  return device.alias.empty() ? to_string(device.address) : device.alias;
}

bool names_setting(const Policy& policy, const std::string& name) {
  const auto has = [&](const std::vector<Setting>& settings) {
    return std::any_of(settings.begin(), settings.end(),
                       [&](const Setting& setting) { return setting.name == name; });
  };
  return std::any_of(policy.rules.begin(), policy.rules.end(),
                     [&](const auto& rule) { return has(rule.settings); }) ||
         std::any_of(policy.profiles.begin(), policy.profiles.end(),
                     [&](const auto& profile) { return has(profile.second.settings); });
}

std::set<std::string> wanted_by_known_cards(const ModuleJob& job) {
  std::set<std::string> out;
  for (const auto& card : job.cards)
    for (const auto& [name, setting] : resolve(*job.policy, card.device, job.machine, {}).settings)
      out.insert(name);
  return out;
}

/// Cards that were lost with a damaged list may have wanted something: the parameters that policy
/// still has and that no known card wants.
Assignments options_of_lost_cards(const ModuleJob& job, const ModuleFound& found) {
  Assignments out;
  const bool reverted = desired_by_device(job).empty() && !job.cards.empty();
  if (reverted || !is_own_modprobe_file(found.own_text) ||
      !sys::exists(state::KnownDevices::damaged_file(job.paths.state)))
    return out;
  const auto accounted = wanted_by_known_cards(job);
  for (const auto& option : parse_modprobe_options(found.own_text, "amdgpu", found.own_file)) {
    const auto name = "parameter." + option.name;
    if (!accounted.contains(name) && names_setting(*job.policy, name))
      out.emplace_back(option.name, option.value);
  }
  return out;
}

class Round {
 public:
  explicit Round(const ModuleJob& job)
      : job_(job), caution_(job), journal_(job.paths.runtime, job.boot_id) {}

  ModuleResult run() {
    look();
    desired_ = resolve_parameters(desired_by_device(job_), found_.kernel, per_card(found_));
    judge();
    if (job_.write) write();
    result_.on_probation = caution_.on_probation();
    result_.unnoted = caution_.unnoted();
    result_.state = describe_module(std::move(parameters_), found_);
    return std::move(result_);
  }

 private:
  void look() {
    found_ = backend::read_module(job_.paths);
    for (const auto& card : job_.cards) {
      add_rebind(card);
      found_.cards.push_back({.id = card.id.key(),
                              .name = name_of(card.device),
                              .address = card.device.address,
                              .pci = card.device.pci,
                              .gfx = card.device.gfx,
                              .present = card.present});
    }
  }

  /// What rmcpd noted when it made the card's present binding.
  void add_rebind(const KnownCard& card) {
    const auto& device = card.device;
    const auto noted =
        state::Probes(job_.paths.runtime, job_.boot_id).read(device.address, device.binding.epoch);
    if (!card.present || !noted) return;
    found_.probed[to_string(device.address)].push_back({.way = ProbeWay::rebind,
                                                        .stage = ProbedWith::Stage::bound,
                                                        .uncertain = noted->uncertain,
                                                        .values = noted->values});
  }

  void judge() {
    parameters_ = judge_parameters(desired_, found_, [this](const DesiredParameter& desired) {
      return caution_.permission(desired);
    });
  }

  void write() {
    for (const auto& earlier : job_.unnoted) caution_.hold(earlier);
    result_.changes = caution_.enter_probation(parameters_);
    if (caution_.holds_any()) judge();
    const auto failures = write_all_to_sysfs();
    auto problem = store();
    look();
    found_.own_error = problem.text;
    found_.probe_error = std::move(probe_error_);
    judge();
    for (auto& s : parameters_) {
      const auto failed = failures.find(s.desired.winner.setting.name);
      if (failed != failures.end()) std::tie(s.state, s.reason) = failed->second;
    }
  }

  using Failures = std::map<std::string, std::pair<StepState, std::string>>;

  /// While a rebind has the parameters, nothing is written, and no probe loses its rules: another
  /// round follows it.
  Failures write_all_to_sysfs() {
    std::unique_lock<std::timed_mutex> turn;
    if (job_.window) turn = job_.window->turn();
    const auto owner = job_.window ? job_.window->owner() : "";
    journal_ = state::ModuleJournal(job_.paths.runtime, job_.boot_id);
    if (owner.empty()) {
      restore();
      write_rules();
    }
    Failures failures;
    for (const auto& s : parameters_) {
      if (s.state != StepState::change || s.route != Route::sysfs) continue;
      auto failure = owner.empty() ? write_to_sysfs(s)
                                   : std::pair(StepState::pending, owner + " is being rebound");
      if (failure.first != StepState::already)
        failures[s.desired.winner.setting.name] = std::move(failure);
    }
    return failures;
  }

  void write_rules() {
    auto rules =
        write_probe_policy(job_.paths, journal_, found_, probe_policy(parameters_, found_).text);
    if (!rules.change.empty()) result_.changes.push_back(std::move(rules.change));
    probe_error_ = std::move(rules.problem);
  }

  /// Parameters in sysfs that are no longer wanted get the value from before rmcpd.
  void restore() {
    const auto wanted = [this](const std::string& name) {
      return std::any_of(parameters_.begin(), parameters_.end(), [&](const ParameterState& s) {
        return s.route == Route::sysfs && s.desired.parameter->name() == name;
      });
    };
    const auto originals = journal_.originals();
    for (const auto& [name, text] : originals) {
      if (wanted(name) || name == state::kProbePolicyNote) continue;
      const bool there = found_.values.contains(name);
      if (there && backend::write_parameter(job_.paths, name, text).failed()) continue;
      if (there) result_.changes.push_back(fmt::format("parameter.{}: back to {}", name, text));
      // If the record stays, the next round restores the value again.
      journal_.forget(name).ignore();
    }
  }

  std::pair<StepState, std::string> write_to_sysfs(const ParameterState& s) {
    const std::string name(s.desired.parameter->name());
    const auto& wanted = s.desired.winner.text;
    if (const auto noted = journal_.record_original(name, found_.values.at(name)); noted.failed())
      return {StepState::failed,
              "not written: cannot update the journal: " + sys::describe_errno(noted.error())};
    if (const auto written = backend::write_parameter(job_.paths, name, wanted); written.failed())
      return {StepState::failed, sys::describe_errno(written.error())};
    const auto shown = backend::read_module(job_.paths).values[name];
    if (!shows_value(*s.desired.parameter, shown, wanted, found_.kernel))
      return {StepState::impossible,
              fmt::format("the driver accepted the write and shows '{}'", shown)};
    result_.changes.push_back(
        fmt::format("parameter.{}: {} -> {}", name, found_.values[name], wanted));
    return {StepState::already, ""};
  }

  /// Why rmcpd's file is not as it should be.
  Failure store() {
    auto options = stored_options(parameters_);
    const auto orphans = options_of_lost_cards(job_, found_);
    options.insert(options.end(), orphans.begin(), orphans.end());
    // Only where the running kernel has the module: one without it gets the parameters that its
    // amdgpu takes as a whole, as if there was no module, and modprobe has nothing to miss.
    const auto text = modprobe_file(options, probe_policy(parameters_, found_).text);
    if (!text) return text.error();
    RebuildRequest rebuild(job_.paths);
    const bool owed = rebuild.owed();
    const bool ours = found_.own_text.empty() || is_own_modprobe_file(found_.own_text);
    if (ours && *text != found_.own_text) rebuild.owe();
    auto problem = backend::store_options(job_.paths, *text);
    const auto now = sys::read_file(found_.own_file).value_or("");
    const bool changed = now != found_.own_text;
    if (changed)
      result_.changes.push_back(
          fmt::format("{}: {}", found_.own_file, now.empty() ? "removed" : "written"));
    if (changed || owed) {
      rebuild.ask();
    } else {
      rebuild.settle();
    }
    if (!problem && !orphans.empty())
      problem =
          fmt::format("{}: options stay for cards that may be in {}, until that file is removed",
                      found_.own_file, state::KnownDevices::damaged_file(job_.paths.state));
    return problem;
  }

  const ModuleJob& job_;
  ModuleCaution caution_;
  state::ModuleJournal journal_;
  ModuleFound found_;
  std::vector<DesiredParameter> desired_;
  std::vector<ParameterState> parameters_;
  std::string probe_error_;
  ModuleResult result_;
};

}  // namespace

std::vector<KnownCard> cards_that_count(const std::vector<Device>& present,
                                        const std::vector<KnownDevice>& known) {
  std::vector<KnownCard> cards;
  std::set<CardId> ids;
  const auto add = [&](const Device& device, bool is_present) {
    const auto id = card_id(device);
    if (device.managed() && id && ids.insert(*id).second)
      cards.push_back({*id, device, is_present});
  };
  for (const auto& device : present) add(device, true);
  // A card that is just going away may still be recorded as present.
  for (const auto& card : known) add(card.device, false);
  return cards;
}

std::vector<DeviceDesired> desired_by_device(const ModuleJob& job) {
  std::vector<DeviceDesired> out;
  bool present = false, present_and_free = false;
  for (const auto& card : job.cards) {
    const bool free = !job.notes->holds.held(card.id);
    present = present || card.present;
    present_and_free = present_and_free || (card.present && free);
    if (!free) continue;
    out.push_back({.id = card.id.key(),
                   .name = name_of(card.device),
                   .gfx = card.device.gfx,
                   .desired = resolve(*job.policy, card.device, job.machine,
                                      job.notes->overrides.read(card.id))});
  }
  if (present && !present_and_free) return {};
  if (job.cards.empty()) out.push_back(module_desired(*job.policy));
  return out;
}

ModuleResult run(const ModuleJob& job) { return Round(job).run(); }

}  // namespace rmcp::engine
