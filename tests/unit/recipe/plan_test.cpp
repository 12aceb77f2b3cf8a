// SPDX-License-Identifier: MIT
// Where a build begins.
#include "client/recipe/plan.hpp"

#include <gmock/gmock.h>

namespace rmcp::recipe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Two sources and three steps, all there, `done` of the steps done.
DesiredBuild wanted() {
  DesiredBuild out;
  out.pattern = "/opt/x-@number@";
  out.sources = {{"a", "key a"}, {"b", "key b"}};
  out.steps = {{"configure", "1"}, {"build", "2"}, {"install", "3"}};
  out.trees = {"a", "b"};
  out.prefix_there = true;
  return out;
}

State state(std::size_t done, State::Status status) {
  const auto all = wanted();
  State out;
  out.status = status;
  out.pattern = all.pattern;
  out.prefix = "/opt/x-1";
  out.sources = all.sources;
  out.steps.assign(all.steps.begin(), all.steps.begin() + static_cast<std::ptrdiff_t>(done));
  out.begun = true;
  return out;
}

using enum State::Status;

TEST(BuildPlan, WithoutAStateAllIsToDo) {
  const auto plan = make_plan(std::nullopt, wanted(), false);
  EXPECT_TRUE(plan.fresh);
  EXPECT_THAT(plan.trees, ElementsAre("a", "b"));
  EXPECT_EQ(plan.first_step, 0u);
  EXPECT_EQ(plan.reason, "");
}

TEST(BuildPlan, GoesOnAtTheFirstStepThatIsNotDone) {
  for (const auto status : {failed, interrupted, running}) {
    const auto plan = make_plan(state(1, status), wanted(), false);
    EXPECT_FALSE(plan.fresh);
    EXPECT_THAT(plan.trees, IsEmpty());
    EXPECT_EQ(plan.first_step, 1u);
    EXPECT_EQ(plan.reason, "continuing at step 2 'build'");
  }
}

TEST(BuildPlan, WhatIsCompleteIsLeftAlone) {
  auto plan = make_plan(state(3, complete), wanted(), false);
  EXPECT_TRUE(plan.complete);
  // Also when somebody has made room by removing the trees.
  auto without = wanted();
  without.trees.clear();
  EXPECT_TRUE(make_plan(state(3, complete), without, false).complete);
}

TEST(BuildPlan, KilledBehindTheLastStepThereIsOnlyTheEndToDo) {
  const auto plan = make_plan(state(3, running), wanted(), false);
  EXPECT_FALSE(plan.complete);
  EXPECT_FALSE(plan.fresh);
  EXPECT_EQ(plan.first_step, 3u);
}

TEST(BuildPlan, AChangedStepIsWhereItGoesOn) {
  auto changed = wanted();
  changed.steps[1].key = "other";
  const auto plan = make_plan(state(2, failed), changed, false);
  EXPECT_FALSE(plan.fresh);
  EXPECT_EQ(plan.first_step, 1u);
  EXPECT_EQ(plan.reason, "step 2 'build' has changed, continuing there");
}

TEST(BuildPlan, ChangesThatReachTheFirstStepStartAnew) {
  auto changed = wanted();
  changed.steps[0].name = "other";
  auto plan = make_plan(state(2, failed), changed, false);
  EXPECT_TRUE(plan.fresh);
  EXPECT_EQ(plan.reason, "step 1 'other' has changed");

  changed = wanted();
  changed.sources[1].key = "other";
  plan = make_plan(state(2, failed), changed, false);
  EXPECT_TRUE(plan.fresh);
  EXPECT_THAT(plan.trees, ElementsAre("a", "b"));
  EXPECT_EQ(plan.reason, "source 'b' or one of its patches has changed");
}

TEST(BuildPlan, AChangeAfterwardsIsAnotherBuild) {
  auto changed = wanted();
  changed.steps[2].key = "other";
  auto plan = make_plan(state(3, complete), changed, false);
  EXPECT_TRUE(plan.fresh);
  EXPECT_EQ(plan.reason, "step 3 'install' has changed since it was built");
  changed = wanted();
  changed.steps.push_back({"strip", "4"});
  EXPECT_TRUE(make_plan(state(3, complete), changed, false).fresh);
  changed = wanted();
  changed.steps.pop_back();
  EXPECT_TRUE(make_plan(state(3, complete), changed, false).fresh);
}

TEST(BuildPlan, BeforeTheFirstStepOnlyTreesThatAreMissingAreMade) {
  auto early = state(0, interrupted);
  early.begun = false;
  early.sources.pop_back();
  const auto plan = make_plan(early, wanted(), false);
  EXPECT_FALSE(plan.fresh);
  EXPECT_THAT(plan.trees, ElementsAre("b"));
  EXPECT_EQ(plan.first_step, 0u);
}

TEST(BuildPlan, WhatIsGoneIsMadeAgain) {
  auto without = wanted();
  without.trees = {"a"};
  EXPECT_EQ(make_plan(state(1, failed), without, false).reason, "the tree of source 'b' is gone");
  without = wanted();
  without.prefix_there = false;
  for (const auto status : {failed, complete}) {
    const auto plan = make_plan(state(status == complete ? 3 : 1, status), without, false);
    EXPECT_TRUE(plan.fresh);
    EXPECT_EQ(plan.reason, "/opt/x-1 is gone");
  }
}

TEST(BuildPlan, AnotherPrefixAndRestartAreOtherBuilds) {
  auto other = wanted();
  other.pattern = "/srv/x";
  EXPECT_EQ(make_plan(state(1, failed), other, false).reason, "the prefix has changed");
  EXPECT_TRUE(make_plan(state(3, complete), wanted(), true).fresh);
}

}  // namespace
}  // namespace rmcp::recipe
