// SPDX-License-Identifier: MIT
// Begins, confirms and undoes a trial, and explains why one is not back yet.
#include "daemon/engine/card_trial.hpp"

#include <algorithm>

namespace rmcp::engine {
namespace {

constexpr auto kDaemonEnded = "rmcpd ended before it was confirmed";
constexpr auto kBindingEnded = "the machine or the driver went away before it was confirmed";
constexpr auto kNotConfirmed = "it was not confirmed in time";

/// The way back to the values from before the trial. Published settings are not part of one.
Plan plan_back(CardJob& card, const Trial& trial) {
  Consent consent;
  consent.requested = true;
  auto plan = card.plan(as_desired(trial.before), consent, backend::Wake::yes);
  std::erase_if(plan.steps, [](const Step& step) { return is_published(*step.knob); });
  return plan;
}

/// False if it was not tried, because the card would have to be woken.
bool restore_from_before(CardJob& card, const Trial& trial, backend::Wake wake) {
  if (wake == backend::Wake::no && card.asleep()) {
    card.result().trial = TrialState{TrialPhase::undoing, "the card is suspended"};
    return false;
  }
  card.carry_out(plan_back(card, trial));
  return true;
}

/// Values that are not back keep the trial in `phase`.
void keep_trial(CardJob& card, Trial trial, TrialPhase phase, std::string trouble) {
  if (phase == TrialPhase::stuck) {
    trial.phase = phase;
    // Without this record --offline shows the trial as being taken back. The next daemon tries
    // again in either case.
    card.try_record([&] { return card.caution().save(trial); }).ignore();
  }
  card.result().trial = TrialState{phase, std::move(trouble)};
}

/// Of a write that has failed some lines may have been taken: then the card shows whether they were
/// replaced.
bool changed_nothing(CardJob& card, const Trial& trial) {
  const auto& outcomes = card.result().report.outcomes;
  const auto touched = [](const Outcome& o) { return o.touched; };
  const auto failed = [](const Outcome& o) { return !o.touched || o.result == Result::failed; };
  if (std::none_of(outcomes.begin(), outcomes.end(), touched)) return true;
  if (!std::all_of(outcomes.begin(), outcomes.end(), failed)) return false;
  const auto plan = plan_back(card, trial);
  return std::none_of(plan.steps.begin(), plan.steps.end(),
                      [](const Step& step) { return step.writes() && step.from != step.to; });
}

}  // namespace

void begin_trial(CardJob& card, const Plan& plan) {
  auto& caution = card.caution();
  if (const auto open = caution.trial(); open && open->phase != TrialPhase::open)
    return card.fail("an earlier trial is not taken back yet");
  if (plan.changes() != 0)
    card.record("not tried: the trial cannot be recorded",
                [&] { return caution.begin_trial(plan, card.originals()); });
}

/// A trial that has changed nothing does not exist: there is nothing to confirm and nothing to
/// undo.
void show_trial(CardJob& card) {
  const auto trial = card.caution().trial();
  if (!trial) return;
  const bool first = card.job().trial == TrialPhase::none;
  const bool dropped = first && changed_nothing(card, *trial) &&
                       card.try_record([&] { return card.caution().end_trial(); }).done();
  card.result().trial = TrialState{dropped ? TrialPhase::none : TrialPhase::open, ""};
}

bool confirm_trial(CardJob& card) {
  auto& caution = card.caution();
  const auto trial = caution.trial();
  if (!trial || trial->phase != TrialPhase::open || card.job().trial != TrialPhase::open) {
    card.fail("nothing waits for a confirmation");
    return false;
  }
  card.record("the confirmation cannot be recorded", [&] { return caution.approve(*trial); });
  card.record("the trial cannot be ended", [&] { return caution.end_trial(); });
  if (card.result().failure) return false;
  card.result().trial = TrialState{};
  return true;
}

/// Records first that this has begun: a daemon that dies in between continues with it, and never
/// applies the tried values again.
void undo_trial(CardJob& card, backend::Wake wake) {
  auto trial = card.caution().trial();
  if (!trial) {
    card.result().trial = TrialState{};
    return;
  }
  const bool in_force = card.caution().still_in_force(*trial);
  if (trial->phase == TrialPhase::open) {
    trial->why = !in_force                              ? kBindingEnded
                 : card.job().trial == TrialPhase::none ? kDaemonEnded
                                                        : kNotConfirmed;
  }
  trial->phase = TrialPhase::undoing;
  // A full disk does not prevent the restore.
  card.try_record([&] { return card.caution().save(*trial); }).ignore();
  if (in_force && !restore_from_before(card, *trial, wake)) return;
  close_trial(card, *trial);
}

void give_up_trial(CardJob& card) {
  auto trial = card.caution().trial();
  if (!trial) return;
  trial->phase = TrialPhase::undoing;
  trial->before.clear();
  trial->why.clear();
  // A full disk does not prevent the restore.
  card.try_record([&] { return card.caution().save(*trial); }).ignore();
}

void close_trial(CardJob& card, const Trial& trial) {
  bool waits = false;
  if (auto trouble = first_trouble(card.result().report, waits); !trouble.empty())
    return keep_trial(card, trial, waits ? TrialPhase::undoing : TrialPhase::stuck,
                      std::move(trouble));
  const auto end = [&] {
    auto& caution = card.caution();
    const auto noted = trial.why.empty() ? sys::kDone : caution.revoke(trial.tried, trial.why);
    return noted.failed() ? noted : caution.end_trial();
  };
  card.result().trial = TrialState{};
  if (const auto wrong =
          sys::failure_at("the end of the trial cannot be recorded", card.try_record(end)))
    card.result().trial = TrialState{TrialPhase::undoing, wrong.text};
}

}  // namespace rmcp::engine
