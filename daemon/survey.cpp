// SPDX-License-Identifier: MIT
// Runs the daemon's own plan-only job on each device.
#include "daemon/survey.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/device/monitor.hpp"
#include "daemon/device/probe.hpp"
#include "daemon/offline_module.hpp"
#include "daemon/publish/set_links.hpp"
#include "daemon/state/known_devices.hpp"
#include "lib/records/neighbours.hpp"
#include "lib/records/shown_state.hpp"
#include "lib/sys/loop_files.hpp"

#include <unistd.h>

#include <utility>

namespace rmcp {

engine::LibrarySets verified_sets(const sys::Paths& paths, verify::Depth depth,
                                  const std::string& name) {
  auto out = engine::verify_libraries(paths, ::geteuid(), depth, name);
  for (auto& set : out.sets) publish::find_set_links(set, paths.runtime);
  return out;
}

Survey::Survey(const sys::Paths& paths, const std::vector<std::string>& more_policy)
    : paths_(paths),
      keeper_(paths, ::geteuid(), engine::PolicyKeeper::Keep::no),
      machine_(device::read_machine(paths)),
      notes_(std::make_shared<state::Notes>(paths)) {
  if (more_policy.empty())
    keeper_.load();
  else
    keeper_.accept(config::load_policy(paths.config, ::geteuid(), more_policy));
}

const ModuleState& Survey::module() {
  if (!module_) module_ = observe_module(paths_, keeper_.policy());
  return *module_;
}

std::shared_ptr<const std::vector<LibrarySet>> Survey::sets() {
  return verify::sets_of(registry());
}

const std::shared_ptr<const engine::LibrarySets>& Survey::registry() {
  if (!registry_)
    registry_ = std::make_shared<const engine::LibrarySets>(
        verified_sets(paths_, verify::Depth::quick, ""));
  return registry_;
}

void Survey::add_parameters(engine::JobResult& result) {
  const auto id = card_id(result.device);
  if (!id) return;
  for (auto& step : parameter_steps(result.desired, id->key(), &module())) {
    result.report.outcomes.push_back(unexecuted_outcome(step, {}));
    result.plan.steps.push_back(std::move(step));
  }
}

Survey::Found Survey::survey(const std::string& syspath, As as) {
  backend::SysfsAttribute backend;
  engine::JobControl control;
  engine::Job job;
  job.paths = paths_;
  job.boot_id = sys::LoopFiles(paths_).boot_id();
  job.syspath = syspath;
  job.verb = engine::PlanOnly{.as_apply = as == As::apply};
  job.consent.requested = as == As::apply;
  job.reason = Reason::request;
  job.notes = notes_;
  job.policy = keeper_.policy();
  job.sets = sets();
  job.machine = machine_;
  auto result = engine::run(job, backend, control);
  add_parameters(result);
  Found out{.view = {}, .plan = std::move(result.plan)};
  auto& view = out.view;
  view.device = std::move(result.device);
  view.desired = std::move(result.desired);
  view.overlay = std::move(result.overlay);
  view.library = std::move(result.library);
  const auto* set = find_set(*sets(), view.library.set);
  view.set = set == nullptr ? std::nullopt : std::optional(*set);
  view.last = std::move(result.report);
  show(view, {.settling = result.settling, .held = result.held, .only_planned = true});
  const auto id = card_id(view.device);
  if (const auto trial = id ? notes_->trials.read(*id) : std::nullopt)
    show_trial(view, trial->phase, trial->why);
  return out;
}

const std::vector<Survey::Found>& Survey::devices(As as) {
  auto& kept = as == As::apply ? planned_ : found_;
  if (kept) return *kept;
  std::vector<Found> all;
  for (const auto& syspath : device::enumerate()) {
    auto found = survey(syspath, as);
    if (found.view.device.pci.vendor == kVendorAmd) all.push_back(std::move(found));
  }
  Neighbours neighbours;
  for (const auto& found : all) neighbours.put(found.view);
  for (auto& found : all) neighbours.complete(found.view);
  return kept.emplace(std::move(all));
}

std::vector<KnownDevice> Survey::known() {
  auto cards = state::KnownDevices::read(paths_.state);
  for (auto& card : cards) card.present = false;
  for (const auto& found : devices()) {
    const auto it = find_known(cards, found.view.device);
    if (it != cards.end()) it->present = true;
  }
  return cards;
}

std::vector<CardHere> Survey::cards() {
  std::vector<Device> present;
  for (const auto& found : devices()) present.push_back(found.view.device);
  return cards_here(present, known(), *keeper_.policy(), machine_);
}

std::vector<Diagnostic> Survey::rule_advice() {
  return advise_on_cards(*keeper_.policy(), cards(), machine_);
}

}  // namespace rmcp
