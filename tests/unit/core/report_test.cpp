// SPDX-License-Identifier: MIT
// From outcomes to what people see.
#include "core/report.hpp"

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
  step.state = StepState::change;
  const auto outcome = unexecuted_outcome(step, "observe mode");
  EXPECT_EQ(outcome.result, Result::pending);
  EXPECT_EQ(outcome.reason, "observe mode");
}

TEST(Note, NamesWhatWaitsForAReboot) {
  Report report;
  report.outcomes = {
      {.name = "parameter.noretry", .result = Result::pending, .reason = "stored, needs a reboot"},
      {.name = "parameter.runpm", .result = Result::pending, .reason = "stored, needs a reboot"}};
  EXPECT_EQ(note_of(report), "reboot for noretry, runpm");
  report.outcomes.push_back({.name = "attribute.power_cap", .result = Result::pending});
  EXPECT_EQ(note_of(report), "1 pending, reboot for noretry, runpm");
}

TEST(Unexecuted, WhatIsStoredKeepsItsOwnReason) {
  Step step;
  step.state = StepState::pending;
  step.reason = "stored, needs a reboot";
  EXPECT_EQ(unexecuted_outcome(step, "observe mode").reason, "stored, needs a reboot");
}

}  // namespace
}  // namespace rmcp
