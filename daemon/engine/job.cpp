// SPDX-License-Identifier: MIT
// Identifies the card, and carries out the verb on it.
#include "daemon/engine/job.hpp"

#include "daemon/device/probe.hpp"
#include "daemon/engine/card_job.hpp"
#include "daemon/engine/card_trial.hpp"
#include "daemon/engine/eject.hpp"
#include "daemon/engine/enforcement.hpp"
#include "daemon/engine/knob_readings.hpp"
#include "daemon/engine/rebind.hpp"

namespace rmcp::engine {
namespace {

using backend::Wake;

/// The records of a request come before its work: a daemon that dies in between must not apply
/// values again that were to be reverted.
void record_request(CardJob& card) {
  const auto& verb = card.job().verb;
  auto& notes = *card.job().notes;
  if (const auto* change = as<Change>(verb))
    card.record("the override cannot be saved",
                [&] { return notes.overrides.change(card.card(), change->overrides); });
  if (is_a<Apply>(verb))
    card.record("the hold cannot be released", [&] { return notes.holds.release(card.card()); });
  if (const auto* revert = as<Revert>(verb))
    card.record("the hold cannot be saved",
                [&] { return notes.holds.hold(card.card(), revert->keep); });
}

void revert(CardJob& card) {
  give_up_trial(card);
  auto plan = card.plan({}, {}, Wake::no);
  if (plan.needs_wake()) plan = card.plan({}, {}, Wake::yes);
  card.carry_out(std::move(plan));
  if (const auto trial = card.caution().trial()) close_trial(card, *trial);
}

/// Not a restore: the original may be a fixed speed as well.
void release(CardJob& card) {
  const auto automatic = released(card.originals());
  if (automatic.settings.empty()) return;
  Consent consent;
  consent.requested = true;
  card.carry_out(card.plan(automatic, consent, Wake::yes, {}));
}

void do_verb(CardJob& card) {
  const auto& verb = card.job().verb;
  record_request(card);
  const auto* revert_verb = as<Revert>(verb);
  if (card.result().failure && (revert_verb == nullptr || !revert_verb->in_any_case)) return;
  const bool recovers = !is_a<PlanOnly>(verb) && !is_a<Undo>(verb);
  // A trial that no loop supervises any more is over.
  if (recovers && card.job().trial == TrialPhase::none && card.caution().trial())
    undo_trial(card, Wake::yes);
  if (revert_verb != nullptr) return revert(card);
  if (const auto* undo = as<Undo>(verb)) return undo_trial(card, undo->wake ? Wake::yes : Wake::no);
  if (is_a<Release>(verb)) return release(card);
  if (is_a<Confirm>(verb) && !confirm_trial(card)) return;
  enforce(card);
}

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
    if (!device->managed()) {
      result_.published.clear();
    } else if (const auto* verb = as<Eject>(job_.verb)) {
      eject_device(verb->force);
    } else if (const auto* read = as<ReadKnobs>(job_.verb)) {
      if (is_bound())
        result_.readings =
            read_knobs({job_.paths, job_.machine, result_.device, backend_, control_}, read->knobs);
    } else if (is_bound() && is_identified()) {
      if (const auto* rebind_verb = as<Rebind>(job_.verb))
        rebind_device(rebind_verb->force);
      else
        work();
    }
    name_device();
    return std::move(result_);
  }

 private:
  bool is_bound() {
    const bool bound =
        job_.bound_epoch == result_.device.binding.epoch || device::probe_is_over(result_.device);
    if (!bound) result_.settling = "amdgpu is still starting";
    return bound;
  }

  /// Read once for each binding: a later read may fail, and under another name the card would have
  /// no journal, no holds and no trial.
  bool is_identified() {
    auto& device = result_.device;
    auto& identities = job_.notes->identities;
    if (!identities.recall(device, job_.boot_id)) {
      if (device.identity.known == Identity::pending && job_.give_up_identity)
        device.identity.known = Identity::unreadable;
      if (device.identity.known == Identity::pending) {
        result_.settling = "unique_id cannot be read yet";
        const bool awake = device.runtime_status != RuntimeStatus::suspended;
        result_.answers = awake && device::answers_beside_identity(device);
        return false;
      }
      // Without the record the next job reads it again.
      control_.unless_abandoned([&] { return identities.record(device, job_.boot_id); }).ignore();
    }
    return card_id(device).has_value();
  }

  void work() {
    name_device();
    CardJob card(job_, backend_, control_, *card_id(result_.device), result_);
    const bool slept = card.asleep();
    do_verb(card);
    if (slept && (card.woke() || result_.wrote)) probe_woken_device();
  }

  /// A read or a write may have woken the device: then its facts are no longer those of a suspended
  /// one. The identity stays for as long as the binding.
  void probe_woken_device() {
    control_.step();
    auto device = device::probe(job_.paths, job_.syspath);
    control_.step();
    if (!device || device->binding.epoch != result_.device.binding.epoch) return;
    device->identity = result_.device.identity;
    result_.device = std::move(*device);
  }

  void name_device() {
    result_.device.alias = alias_of(job_.policy->aliases, result_.device, job_.machine);
  }

  void eject_device(bool force) {
    auto error = force ? std::string() : why_not_eject(job_.paths, result_.device);
    control_.step();
    if (error.empty()) error = eject(result_.device);
    if (!error.empty()) result_.failure = {Failure::Code::failed, std::move(error)};
  }

  void rebind_device(bool force) {
    auto rebound =
        rebind(job_, backend_, control_, result_.device, *card_id(result_.device), force);
    if (rebound)
      result_.rebound = std::move(*rebound);
    else
      result_.failure = std::move(rebound.error());
  }

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  JobResult result_;
};

}  // namespace

JobResult run(const Job& job, backend::Backend& backend, JobControl& control) {
  return Runner(job, backend, control).run();
}

}  // namespace rmcp::engine
