// SPDX-License-Identifier: MIT
// What is not written although policy wants it, and why.
#include "lib/plan/consent.hpp"

#include "lib/plan/plan.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

/// A step that could be written.
Step change(const Setting& s, Risk risk = Risk::safe, bool drift = false) {
  Step step;
  step.knob = s.knob;
  step.name = s.name;
  step.goal.value = to_string(s.value);
  step.bytes.write = step.goal.value;
  step.verdict.state = StepState::change;
  step.goal.risk = risk;
  step.verdict.drift = drift;
  return step;
}

StepState after(Step step, const Setting& s, const Consent& consent) {
  withhold(step, s, consent);
  return step.verdict.state;
}

class ConsentTest : public testing::Test {
 protected:
  Setting level = setting(kLevel, "high");
  KnobValue wanted{kLevel, "high"};
  Consent consent;
};

TEST_F(ConsentTest, SafeValuesNeedNone) {
  EXPECT_EQ(after(change(level), level, consent), StepState::change);
}

TEST_F(ConsentTest, RiskyValuesWaitForAConfirmation) {
  auto step = change(level, Risk::confirm);
  withhold(step, level, consent);
  EXPECT_EQ(step.verdict.state, StepState::unconfirmed);
  EXPECT_NE(step.verdict.reason.find("--revert-after"), std::string::npos) << step.verdict.reason;
}

TEST_F(ConsentTest, AnApprovalIsForOneValueOnly) {
  consent.approved = {{kLevel, "low"}};
  EXPECT_EQ(after(change(level, Risk::confirm), level, consent), StepState::unconfirmed);
  consent.approved = {wanted};
  EXPECT_EQ(after(change(level, Risk::confirm), level, consent), StepState::change);
}

TEST_F(ConsentTest, ATrustedRuleOrATrialMayRiskIt) {
  consent.trial = true;
  EXPECT_EQ(after(change(level, Risk::confirm), level, consent), StepState::change);
  consent.trial = false;
  level.trusted = true;
  EXPECT_EQ(after(change(level, Risk::confirm), level, consent), StepState::change);
}

TEST_F(ConsentTest, WhatWasTakenBackStaysSoEvenWhenTrusted) {
  consent.taken_back[wanted] = "why";
  level.trusted = true;
  auto step = change(level);
  withhold(step, level, consent);
  EXPECT_EQ(step.verdict.state, StepState::taken_back);
  EXPECT_EQ(step.verdict.reason, "why");
  EXPECT_EQ(after(change(setting(kLevel, "low")), setting(kLevel, "low"), consent),
            StepState::change)
      << "another value is another matter";
}

TEST_F(ConsentTest, DriftIsPutRightUnlessTheRuleSaysOtherwise) {
  const auto drifted = change(level, Risk::safe, true);
  EXPECT_EQ(after(drifted, level, consent), StepState::change);
  level.on_drift = OnDrift::report;
  EXPECT_EQ(after(drifted, level, consent), StepState::drifted);
  consent.requested = true;
  EXPECT_EQ(after(drifted, level, consent), StepState::change) << "somebody has asked";
}

TEST_F(ConsentTest, DriftOfASharedKnobIsReportedUnlessTheRuleEnforces) {
  consent.shared = {kLevel};
  EXPECT_EQ(after(change(level, Risk::safe, true), level, consent), StepState::drifted);
  EXPECT_EQ(after(change(level), level, consent), StepState::change)
      << "the first write is no drift";
  level.on_drift = OnDrift::enforce;
  EXPECT_EQ(after(change(level, Risk::safe, true), level, consent), StepState::change);
}

TEST_F(ConsentTest, AContendedKnobIsLeftAloneEvenWhenTheRuleEnforces) {
  consent.contended = {kLevel};
  level.on_drift = OnDrift::enforce;
  EXPECT_EQ(after(change(level, Risk::safe, true), level, consent), StepState::contended);
}

TEST_F(ConsentTest, ASleepingCardIsNotWokenForWhatItRefusedBefore) {
  consent.refused[wanted] = {StepState::impossible, "too much"};
  auto step = change(level);
  step.bytes.write.clear();  // nobody could look
  withhold(step, level, consent);
  EXPECT_EQ(step.verdict.state, StepState::impossible);
  EXPECT_EQ(after(change(level), level, consent), StepState::change) << "awake: ask again";
}

TEST_F(ConsentTest, ASleepingCardIsWokenToTryWhatWasNotConfirmedBefore) {
  consent.refused[wanted] = {StepState::unconfirmed, "risky"};
  auto step = change(level, Risk::confirm);
  step.bytes.write.clear();
  EXPECT_EQ(after(step, level, consent), StepState::unconfirmed);
  consent.trial = true;
  EXPECT_EQ(after(step, level, consent), StepState::change);
  consent.trial = false;
  consent.approved = {wanted};
  EXPECT_EQ(after(step, level, consent), StepState::change) << "confirmed since";
}

TEST_F(ConsentTest, WhatCannotBeKnownYetIsNotRefusedByWhatWasKnownBefore) {
  consent.refused[wanted] = {StepState::impossible, "too much"};
  auto step = change(level);
  step.bytes.write.clear();
  step.bytes.late = true;
  EXPECT_EQ(after(step, level, consent), StepState::change) << "the card is awake";
}

// --- in a plan ---

TEST_F(ConsentTest, ThePlanTakesBackWhatIsInForceByUs) {
  consent.taken_back[wanted] = "why";
  const Readings readings{{kLevel, shows("high")}};
  const auto plan = make_plan(desired({level}), readings, {{kLevel, {"auto", "high"}}}, consent);
  ASSERT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.steps[0].action, Step::Action::restore);
  EXPECT_EQ(plan.steps[0].bytes.write, "auto");
  EXPECT_EQ(plan.steps[0].verdict.reason, "why");
  const auto later = make_plan(desired({level}), {{kLevel, shows("auto")}}, {}, consent);
  ASSERT_EQ(later.steps.size(), 1u);
  EXPECT_EQ(later.steps[0].verdict.state, StepState::taken_back);
}

TEST_F(ConsentTest, DriftIsWhatWeHadSetAndIsNoLongerThere) {
  const Readings readings{{kLevel, shows("low")}};
  const auto d = desired({level});
  EXPECT_FALSE(make_plan(d, readings, {}).steps[0].verdict.drift) << "never set";
  EXPECT_FALSE(make_plan(d, readings, {{kLevel, {"auto", "manual"}}}).steps[0].verdict.drift)
      << "another value was set";
  EXPECT_TRUE(make_plan(d, readings, {{kLevel, {"auto", "high"}}}).steps[0].verdict.drift);
}

}  // namespace
}  // namespace rmcp::test
