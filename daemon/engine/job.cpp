// SPDX-License-Identifier: MIT
// observe -> resolve -> plan -> apply, for one device.
#include "daemon/engine/job.hpp"

#include "daemon/device/probe.hpp"
#include "daemon/engine/caution.hpp"
#include "daemon/engine/eject.hpp"
#include "daemon/engine/executor.hpp"
#include "daemon/state/journal.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::engine {
namespace {

using backend::Wake;

constexpr auto kDaemonEnded = "rmcpd ended before it was confirmed";
constexpr auto kBindingEnded = "the machine or the driver went away before it was confirmed";
constexpr auto kNotConfirmed = "it was not confirmed in time";
constexpr auto kAsleep = "suspended: not woken to try again";

template <class T>
const T* as(const Verb& verb) {
  return std::get_if<T>(&verb);
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
    } else if (as<Eject>(job_.verb) != nullptr) {
      eject_device();
    } else if (is_bound() && is_identified()) {
      work();
    }
    result_.device.alias = alias_of(job_.policy->aliases, result_.device, job_.machine);
    return std::move(result_);
  }

 private:
  // --- whether it can be handled at all ---

  bool is_bound() {
    const bool bound =
        job_.bound_epoch == result_.device.bind_epoch || device::probe_is_over(result_.device);
    if (!bound) result_.settling = "amdgpu is still starting";
    return bound;
  }

  /// Read once for each binding: a later read may fail, and under another name the card would have
  /// no journal, no holds and no trial.
  bool is_identified() {
    auto& device = result_.device;
    const auto& identities = job_.notes->identities;
    if (!identities.recall(device, job_.boot_id)) {
      if (device.identity == Identity::pending && job_.give_up_identity)
        device.identity = Identity::unreadable;
      if (device.identity == Identity::pending) {
        result_.settling = "unique_id cannot be read yet";
        const bool awake = device.runtime_status != RuntimeStatus::suspended;
        result_.answers = awake && device::answers_beside_identity(device);
        return false;
      }
      // Without the note it is read again by the next job.
      control_.unless_abandoned([&] { return identities.note(device, job_.boot_id); });
    }
    card_ = card_id(device);
    return card_.has_value();
  }

  void work() {
    result_.device.alias = alias_of(job_.policy->aliases, result_.device, job_.machine);
    journal_.emplace(job_.paths.runtime, job_.boot_id, result_.device, *card_);
    caution_.emplace(job_, result_.device, *card_);
    prepare();
    const auto* revert_verb = as<Revert>(job_.verb);
    if (result_.failure && (revert_verb == nullptr || !revert_verb->in_any_case)) return;
    const bool recovers = as<Look>(job_.verb) == nullptr && as<Undo>(job_.verb) == nullptr;
    if (recovers && job_.trial == TrialPhase::none) recover_trial();
    if (revert_verb != nullptr) return revert();
    if (as<Confirm>(job_.verb) != nullptr) return confirm();
    if (const auto* undo = as<Undo>(job_.verb))
      return undo_trial(undo->wake ? Wake::yes : Wake::no);
    if (as<Release>(job_.verb) != nullptr) return release();
    apply();
  }

  /// The notes of a request come before its work: a daemon that dies in between must not apply
  /// again what was to be put back.
  void prepare() {
    if (const auto* change = as<Change>(job_.verb))
      note("the override cannot be kept",
           [&] { return job_.notes->overrides.change(*card_, change->overrides); });
    if (as<Apply>(job_.verb) != nullptr)
      note("the hold cannot be released", [&] { return job_.notes->holds.release(*card_); });
    if (const auto* revert = as<Revert>(job_.verb))
      note("the hold cannot be kept", [&] { return job_.notes->holds.hold(*card_, revert->keep); });
  }

  // --- apply ---

  void apply() {
    const bool asked = as<Apply>(job_.verb) != nullptr;
    if (asked)
      note("what was taken back cannot be forgiven",
           [&] { return job_.notes->consents.forgive(*card_); });
    result_.overlay = job_.notes->overrides.read(*card_);
    result_.desired = resolve(*job_.policy, result_.device, job_.machine, result_.overlay);
    consent_ = caution_->consent();
    auto plan = look_at_wish(Wake::no);
    // Only now is the card known well enough to tell whether it is held.
    result_.held = !asked && job_.notes->holds.held(*card_);
    if (!result_.held) result_.library = choose();
    if (must_finish_revert()) return finish_revert();
    if (result_.held || result_.failure) return only_show(std::move(plan));
    if (const auto* look = as<Look>(job_.verb)) return only_show(std::move(plan), look->why_not);
    if (must_sleep_on(plan)) return only_show(std::move(plan), kAsleep);
    // Something will be written, which wakes the device anyway: now it may be read as well.
    if (plan.needs_wake()) plan = look_at_wish(Wake::yes);
    result_.lost = std::any_of(plan.steps.begin(), plan.steps.end(),
                               [](const Step& step) { return step.drift; });
    plan = take_care(std::move(plan));
    if (result_.failure) return only_show(std::move(plan));
    carry_out(std::move(plan));
    if (on_trial()) show_trial();
  }

  /// A held device has its originals, unless a reset, a kill or a full disk came between: a journal
  /// that is not empty says so.
  bool must_finish_revert() const {
    return result_.held && as<Look>(job_.verb) == nullptr && !journal_->originals().empty();
  }

  void finish_revert() {
    auto plan = look({}, Wake::no);
    if (must_sleep_on(plan)) return only_show(std::move(plan), kAsleep);
    carry_out(plan.needs_wake() ? look({}, Wake::yes) : std::move(plan));
  }

  bool on_trial() const {
    const auto* apply = as<Apply>(job_.verb);
    return apply != nullptr && apply->revert_after.count() > 0;
  }

  /// A retry is no reason to wake a card.
  bool must_sleep_on(const Plan& plan) const {
    const auto* reconcile = as<Reconcile>(job_.verb);
    const bool asleep = result_.device.runtime_status == RuntimeStatus::suspended;
    return reconcile != nullptr && !reconcile->wake && asleep && plan.changes() != 0;
  }

  /// The knobs of a trial that is not back yet are left to it.
  Plan look_at_wish(Wake wake) {
    auto plan = look(result_.desired, wake);
    if (const auto trial = caution_->trial(); trial && trial->phase != TrialPhase::open) {
      leave_to_trial(plan, *trial);
    } else if (trial && job_.trial > TrialPhase::open) {
      leave_to_trial(plan, *trial);  // its new phase could not be noted
    }
    return plan;
  }

  /// Notes the risk before it is taken. The plan that is left afterwards.
  Plan take_care(Plan plan) {
    const auto* reconcile = as<Reconcile>(job_.verb);
    if (reconcile != nullptr && !reconcile->take_back.empty() &&
        (!reconcile->only_if_lost || result_.lost))
      note("nothing can be taken back",
           [&] { return caution_->take_back(risky_settings(plan), reconcile->take_back); });
    if (on_trial()) {
      begin_trial(plan);
    } else if (!risky_changes(plan).empty() && job_.trial != TrialPhase::open) {
      const auto enter = [&] { return caution_->enter_probation(plan); };
      const int error = control_.unless_abandoned(enter);
      if (error != 0)
        leave_out_risky(plan, "the risk cannot be noted: " + sys::describe_errno(error));
      result_.on_probation = error == 0;
    }
    const auto before = consent_.taken_back;
    consent_ = caution_->consent();
    return consent_.taken_back == before ? plan : look_at_wish(Wake::yes);
  }

  void revert() {
    // Whatever an open trial would go back to, it is the originals now.
    if (auto trial = caution_->trial()) {
      trial->phase = TrialPhase::undoing;
      trial->before.clear();
      trial->why.clear();
      // A full disk does not keep the card from being put back.
      control_.unless_abandoned([&] { return caution_->save(*trial); });
    }
    auto plan = look({}, Wake::no);
    if (plan.needs_wake()) plan = look({}, Wake::yes);
    carry_out(std::move(plan));
    if (const auto trial = caution_->trial()) close_trial(*trial);
  }

  /// Not a restore: the original may be a fixed speed as well.
  void release() {
    auto automatic = released(journal_->originals());
    if (automatic.settings.empty()) return;
    consent_.requested = true;
    carry_out(look(automatic, Wake::yes, {}));
  }

  void eject_device() {
    const auto& device = result_.device;
    auto error = as<Eject>(job_.verb)->force ? std::string() : why_not_eject(job_.paths, device);
    control_.step();
    if (error.empty()) error = eject(device);
    if (!error.empty()) fail(std::move(error));
  }

  // --- trials ---

  void begin_trial(const Plan& plan) {
    if (const auto open = caution_->trial(); open && open->phase != TrialPhase::open)
      return fail("an earlier trial is not taken back yet");
    if (plan.changes() != 0)
      note("not tried: the trial cannot be noted",
           [&] { return caution_->begin_trial(plan, journal_->originals()); });
  }

  /// A trial that has touched nothing is none: there is nothing to confirm and nothing to undo.
  void show_trial() {
    const auto trial = caution_->trial();
    if (!trial) return;
    const auto& outcomes = result_.report.outcomes;
    const bool touched =
        std::any_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.touched; });
    const bool first = job_.trial == TrialPhase::none;
    const bool dropped =
        first && !touched && control_.unless_abandoned([&] { return caution_->end_trial(); }) == 0;
    result_.trial = TrialState{dropped ? TrialPhase::none : TrialPhase::open, ""};
  }

  void confirm() {
    const auto trial = caution_->trial();
    if (!trial || trial->phase != TrialPhase::open || job_.trial != TrialPhase::open)
      return fail("nothing waits for a confirmation");
    note("the confirmation cannot be noted", [&] { return caution_->approve(*trial); });
    note("the trial cannot be ended", [&] { return caution_->end_trial(); });
    if (result_.failure) return;
    result_.trial = TrialState{};
    apply();
  }

  /// A trial that nobody watches any more is over.
  void recover_trial() {
    if (caution_->trial()) undo_trial(Wake::yes);
  }

  /// Back to the values from before the trial. Its note says first that this has begun: a daemon
  /// that dies in between goes on with it, and never applies the tried values again.
  void undo_trial(Wake wake) {
    auto trial = caution_->trial();
    if (!trial) {
      result_.trial = TrialState{};
      return;
    }
    const bool in_force = caution_->still_in_force(*trial);
    if (trial->phase == TrialPhase::open) {
      trial->why = !in_force                        ? kBindingEnded
                   : job_.trial == TrialPhase::none ? kDaemonEnded
                                                    : kNotConfirmed;
    }
    trial->phase = TrialPhase::undoing;
    // A full disk does not keep the card from being put back.
    control_.unless_abandoned([&] { return caution_->save(*trial); });
    if (in_force && !restore_from_before(*trial, wake)) return;
    close_trial(*trial);
  }

  /// False when it was not tried, because the card would have to be woken.
  bool restore_from_before(const Trial& trial, Wake wake) {
    if (wake == Wake::no && result_.device.runtime_status == RuntimeStatus::suspended) {
      result_.trial = TrialState{TrialPhase::undoing, "the card is suspended"};
      return false;
    }
    consent_ = {};
    consent_.requested = true;
    auto plan = look(as_desired(trial.before), Wake::yes);
    // What is published is not part of a trial.
    std::erase_if(plan.steps, [](const Step& step) { return is_published(*step.knob); });
    carry_out(std::move(plan));
    return true;
  }

  /// Ends the trial when all is back, by what the driver said and shows.
  void close_trial(const Trial& trial) {
    bool waits = false;
    if (auto trouble = first_trouble(result_.report, waits); !trouble.empty()) {
      const auto phase = waits ? TrialPhase::undoing : TrialPhase::stuck;
      if (phase == TrialPhase::stuck) {
        auto stuck = trial;
        stuck.phase = phase;
        control_.unless_abandoned([&] { return caution_->save(stuck); });
      }
      result_.trial = TrialState{phase, std::move(trouble)};
      return;
    }
    const auto end = [&] {
      const int error = trial.why.empty() ? 0 : caution_->take_back(trial.tried, trial.why);
      return error != 0 ? error : caution_->end_trial();
    };
    const int error = control_.unless_abandoned(end);
    result_.trial = error == 0
                        ? TrialState{}
                        : TrialState{TrialPhase::undoing, "the end of the trial cannot be noted: " +
                                                              sys::describe_errno(error)};
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

  void fail(std::string text) {
    if (!result_.failure) result_.failure = {Failure::Code::failed, std::move(text)};
  }

  /// Makes a note on disk, unless an earlier one could not be made.
  template <class Change>
  void note(std::string_view what, Change change) {
    if (result_.failure) return;
    if (const int error = control_.unless_abandoned(change))
      fail(fmt::format("{}: {}", what, sys::describe_errno(error)));
  }

  void only_show(Plan plan, std::string_view why = "") {
    result_.plan = std::move(plan);
    result_.report = report_unexecuted(result_.plan, job_.reason, result_.held ? "held" : why);
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
      library.companions[set.name] = set.usable()          ? ""
                                     : set.reasons.empty() ? std::string(to_string(set.state))
                                                           : set.reasons.front();
    }
    return readings;
  }

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  JobResult result_;
  std::optional<CardId> card_;
  std::optional<state::Journal> journal_;
  std::optional<Caution> caution_;
  Consent consent_;
};

}  // namespace

JobResult run(const Job& job, backend::Backend& backend, JobControl& control) {
  return Runner(job, backend, control).run();
}

}  // namespace rmcp::engine
