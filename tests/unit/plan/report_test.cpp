// SPDX-License-Identifier: MIT
// From outcomes to what people see.
#include "lib/plan/report.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

Report with(std::initializer_list<Result> results) {
  Report report;
  for (const auto r : results) {
    Outcome o;
    o.name = "attribute.power_cap";
    o.result = r;
    report.outcomes.push_back(o);
  }
  return report;
}

TEST(State, IsAppliedWhenEverythingIsInForce) {
  EXPECT_EQ(state_of(with({})), State::applied);
  EXPECT_EQ(state_of(with({Result::applied, Result::already, Result::written, Result::restored})),
            State::applied);
}

TEST(State, IsDegradedWhenAnythingIsNot) {
  for (const auto bad : {Result::refused, Result::failed, Result::unsupported, Result::skipped}) {
    EXPECT_EQ(state_of(with({Result::applied, bad, Result::pending})), State::degraded)
        << to_string(bad);
  }
}

TEST(State, IsPendingWhenSomethingWaits) {
  EXPECT_EQ(state_of(with({Result::applied, Result::pending})), State::pending);
}

TEST(State, IsTheOneThatIsMostUrgent) {
  const std::pair<Result, State> kByUrgency[] = {
      {Result::already, State::applied},       {Result::held, State::held},
      {Result::planned, State::planned},       {Result::pending, State::pending},
      {Result::drifted, State::drifted},       {Result::contended, State::contended},
      {Result::conflict, State::conflict},     {Result::unconfirmed, State::unconfirmed},
      {Result::taken_back, State::taken_back}, {Result::failed, State::degraded}};
  Report report;
  for (const auto& [result, state] : kByUrgency) {
    report.outcomes.push_back({.name = "attribute.power_cap", .result = result});
    EXPECT_EQ(state_of(report), state) << to_string(result);
  }
}

TEST(State, HasAWordForEach) {
  for (const auto state : {State::unconfigured, State::planned, State::trial, State::taken_back,
                           State::contended, State::absent})
    EXPECT_EQ(parse_state(to_string(state)), state) << to_string(state);
  for (const auto result : {Result::planned, Result::held, Result::taken_back, Result::conflict})
    EXPECT_EQ(parse_result(to_string(result)), result) << to_string(result);
}

TEST(Note, NamesTheFirstTroubleAndCountsTheRest) {
  EXPECT_EQ(note_of(with({Result::applied})), "");
  EXPECT_EQ(note_of(with({Result::failed})), "power_cap failed");
  EXPECT_EQ(note_of(with({Result::failed, Result::refused})), "power_cap failed, 1 more");
  EXPECT_EQ(note_of(with({Result::pending, Result::pending})), "2 pending");
}

TEST(Note, HasTheNextStep) {
  EXPECT_EQ(note_of(with({Result::drifted})), "power_cap: rmcpctl apply sets it again");
  EXPECT_EQ(note_of(with({Result::contended})),
            "power_cap: another program keeps changing it, rmcpctl apply tries again");
  EXPECT_EQ(note_of(with({Result::unconfirmed})),
            "power_cap: rmcpctl apply --revert-after=60s tries it");
  auto taken = with({Result::taken_back});
  taken.outcomes[0].reason = "it was not confirmed in time";
  EXPECT_EQ(
      note_of(taken),
      "power_cap: it was not confirmed in time, rmcpctl apply --revert-after=60s tries again");
  Report parameter{
      .outcomes = {{.name = "parameter.ppfeaturemask", .result = Result::unconfirmed}}};
  parameter.outcomes[0].reason = "risky: write trusted = true into its rule";
  EXPECT_EQ(note_of(parameter), "ppfeaturemask: risky: write trusted = true into its rule")
      << "no trial can take it back";
  parameter.outcomes[0].result = Result::taken_back;
  parameter.outcomes[0].reason = "the boot ended early";
  EXPECT_EQ(note_of(parameter), "ppfeaturemask: the boot ended early, rmcpctl apply tries again");
}

TEST(Note, IsAboutTheResultThatMakesTheState) {
  EXPECT_EQ(note_of(with({Result::drifted, Result::failed})), "power_cap failed, 1 more");
  EXPECT_EQ(note_of(with({Result::pending, Result::drifted})),
            "power_cap: rmcpctl apply sets it again");
}

TEST(Note, CountsWhatIsOnlyPlanned) {
  auto report = with({Result::planned, Result::already, Result::planned});
  EXPECT_EQ(note_of(report), "2 changes");
  for (auto& outcome : report.outcomes) outcome.reason = "observe mode";
  EXPECT_EQ(note_of(report), "2 changes: observe mode");
}

TEST(Unexecuted, ChangesArePlannedWithTheReason) {
  Step step;
  step.name = "attribute.power_cap";
  step.verdict.state = StepState::change;
  const auto outcome = unexecuted_outcome(step, {.why = "observe mode"});
  EXPECT_EQ(outcome.result, Result::planned);
  EXPECT_EQ(outcome.reason, "observe mode");
  EXPECT_EQ(unexecuted_outcome(step, {Result::held}).result, Result::held);
}

TEST(Note, NamesWhatWaitsForAReboot) {
  Report report;
  report.outcomes = {{.name = "parameter.noretry", .result = Result::pending, .needs_reboot = true},
                     {.name = "parameter.runpm", .result = Result::pending, .needs_reboot = true}};
  EXPECT_EQ(note_of(report), "reboot for noretry, runpm");
  report.outcomes.push_back({.name = "parameter.gttsize", .result = Result::pending});
  EXPECT_EQ(note_of(report), "1 pending, reboot for noretry, runpm");
}

TEST(Unexecuted, WhatIsStoredKeepsItsOwnReason) {
  Step step;
  step.verdict.state = StepState::pending;
  step.verdict.reason = "stored, needs a reboot";
  EXPECT_EQ(unexecuted_outcome(step, {.why = "observe mode"}).reason, "stored, needs a reboot");
}

TEST(Repeats, WhenALaterLookFindsWhatWasBroughtAbout) {
  const auto applied = with({Result::applied, Result::written});
  EXPECT_TRUE(repeats(applied, with({Result::already, Result::already})));
  EXPECT_FALSE(repeats(applied, with({Result::already, Result::applied}))) << "written again";
  EXPECT_FALSE(repeats(applied, with({Result::already}))) << "one is not wanted any more";
  EXPECT_FALSE(repeats(with({Result::failed}), with({Result::already}))) << "mended: that is news";
  auto other = with({Result::already, Result::already});
  other.outcomes[1].to = "150 W";
  EXPECT_FALSE(repeats(applied, other)) << "another value";
}

TEST(SameOutcomes, LooksAtWhatPeopleAreTold) {
  const auto report = with({Result::pending});
  EXPECT_TRUE(same_outcomes(report, with({Result::pending})));
  EXPECT_FALSE(same_outcomes(report, with({Result::already})));
  EXPECT_FALSE(same_outcomes(report, with({Result::pending, Result::pending})));
  auto other = report;
  other.outcomes[0].reason = "stored, needs a reboot";
  EXPECT_FALSE(same_outcomes(report, other));
}

}  // namespace
}  // namespace rmcp
