// SPDX-License-Identifier: MIT
// Resolves, plans and applies, for one card.
#include "daemon/engine/enforcement.hpp"

#include "daemon/engine/card_trial.hpp"

#include <algorithm>

namespace rmcp::engine {
namespace {

using backend::Wake;

constexpr auto kAsleep = "suspended: not woken for a retry";

class Enforcement {
 public:
  explicit Enforcement(CardJob& card) : card_(card), job_(card.job()), result_(card.result()) {}

  void run() {
    const bool asked = is_a<Apply>(job_.verb);
    if (asked)
      card_.record("the settings taken back cannot be released",
                   [&] { return job_.notes->consents.clear_revoked(card_.card()); });
    result_.overlay = job_.notes->overrides.read(card_.card());
    result_.desired = resolve(*job_.policy, result_.device, job_.machine, result_.overlay);
    consent_ = card_.caution().consent();
    const auto* look = as<PlanOnly>(job_.verb);
    const bool as_apply = look != nullptr && look->as_apply;
    if (as_apply) consent_.taken_back.clear();
    auto plan = plan_desired(Wake::no);
    // Whether the card is held is known only after its identity.
    result_.held = !asked && !as_apply && job_.notes->holds.held(card_.card());
    if (!result_.held) result_.library = choose();
    if (must_finish_revert()) return finish_revert();
    if (result_.held || result_.failure) return card_.only_show(std::move(plan));
    if (look != nullptr) return card_.only_show(std::move(plan), look->why_not);
    if (must_sleep_on(plan)) return card_.only_show(std::move(plan), kAsleep);
    write(std::move(plan));
  }

 private:
  /// A write is due, which wakes the device anyway: now it may be read as well.
  void write(Plan plan) {
    if (plan.needs_wake()) plan = plan_desired(Wake::yes);
    result_.lost = std::any_of(plan.steps.begin(), plan.steps.end(),
                               [](const Step& step) { return step.verdict.drift; });
    plan = note_risks(std::move(plan));
    if (result_.failure) return card_.only_show(std::move(plan));
    card_.carry_out(std::move(plan));
    if (on_trial()) show_trial(card_);
  }

  /// A held device has its originals, unless a reset, a kill or a full disk came between: then the
  /// journal is not empty.
  [[nodiscard]] bool must_finish_revert() const {
    return result_.held && !is_a<PlanOnly>(job_.verb) && !card_.originals().empty();
  }

  void finish_revert() {
    auto plan = card_.plan({}, consent_, Wake::no);
    if (must_sleep_on(plan)) return card_.only_show(std::move(plan), kAsleep);
    card_.carry_out(plan.needs_wake() ? card_.plan({}, consent_, Wake::yes) : std::move(plan));
  }

  [[nodiscard]] bool on_trial() const {
    const auto* apply = as<Apply>(job_.verb);
    return apply != nullptr && apply->revert_after.count() > 0;
  }

  /// A retry is no reason to wake a card.
  [[nodiscard]] bool must_sleep_on(const Plan& plan) const {
    const auto* reconcile = as<Reconcile>(job_.verb);
    return reconcile != nullptr && !reconcile->wake && card_.asleep() && plan.changes() != 0;
  }

  /// The knobs of a trial that is not back yet belong to the trial.
  Plan plan_desired(Wake wake) {
    auto plan = card_.plan(result_.desired, consent_, wake);
    const auto trial = card_.caution().trial();
    if (!trial) return plan;
    const bool is_over = job_.trial > TrialPhase::open;  // though that could not be recorded
    if (is_over || trial->phase != TrialPhase::open) leave_to_trial(plan, *trial);
    return plan;
  }

  /// Records the risk before it is taken. Returns the remaining plan.
  Plan note_risks(Plan plan) {
    const auto* reconcile = as<Reconcile>(job_.verb);
    if (reconcile != nullptr && !reconcile->take_back.empty() &&
        (!reconcile->only_if_lost || result_.lost))
      card_.record("the values cannot be taken back", [&] {
        return card_.caution().revoke(risky_settings(plan), reconcile->take_back);
      });
    if (on_trial()) {
      begin_trial(card_, plan);
    } else if (!risky_changes(plan).empty() && job_.trial != TrialPhase::open) {
      enter_probation(plan);
    }
    const auto before = consent_.taken_back;
    consent_ = card_.caution().consent();
    return consent_.taken_back == before ? plan : plan_desired(Wake::yes);
  }

  /// A risk that cannot be recorded is not taken.
  void enter_probation(Plan& plan) {
    const auto entered = card_.try_record([&] { return card_.caution().enter_probation(plan); });
    if (const auto wrong = sys::failure_at("the risk cannot be recorded", entered))
      leave_out_risky(plan, wrong.text);
    result_.on_probation = entered.done();
  }

  [[nodiscard]] LibraryChoice choose() const {
    const auto setting = result_.desired.settings.find(kLibraryKnob);
    std::optional<DesiredLibrary> desired;
    if (setting != result_.desired.settings.end())
      desired = {to_string(setting->second.value), setting->second.origin};
    return choose_library(desired, card_.library_sets(), result_.device, job_.machine);
  }

  CardJob& card_;
  const Job& job_;
  JobResult& result_;
  Consent consent_;
};

}  // namespace

void enforce(CardJob& card) { Enforcement(card).run(); }

}  // namespace rmcp::engine
