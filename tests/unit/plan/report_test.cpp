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

TEST(Note, NamesTheFirstTroubleAndCountsTheRest) {
  EXPECT_EQ(note_of(with({Result::applied})), "");
  EXPECT_EQ(note_of(with({Result::failed})), "power_cap failed");
  EXPECT_EQ(note_of(with({Result::failed, Result::refused})), "power_cap failed, 1 more");
  EXPECT_EQ(note_of(with({Result::pending, Result::pending})), "2 pending");
}

TEST(Unexecuted, ChangesArePendingWithTheReason) {
  Step step;
  step.name = "attribute.power_cap";
  step.verdict.state = StepState::change;
  const auto outcome = unexecuted_outcome(step, "observe mode");
  EXPECT_EQ(outcome.result, Result::pending);
  EXPECT_EQ(outcome.reason, "observe mode");
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
  EXPECT_EQ(unexecuted_outcome(step, "observe mode").reason, "stored, needs a reboot");
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
