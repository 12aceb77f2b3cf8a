// SPDX-License-Identifier: MIT
// Trials that run out, are confirmed, get another limit, or cannot be undone yet.
#include "daemon/engine/trial_watch.hpp"

#include "tests/unit/turn_loop.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using namespace std::chrono_literals;

class TrialWatchTest : public testing::Test {
 protected:
  sys::Loop loop{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  int rung = 0;
  engine::TrialWatch trial{loop, [this] { ++rung; }, 2ms};
};

TEST_F(TrialWatchTest, NothingIsDueWithoutATrial) {
  EXPECT_EQ(trial.phase(), TrialPhase::none);
  EXPECT_EQ(trial.until_usec(), 0u);
  trial.try_again();
  EXPECT_FALSE(trial.due());
}

TEST_F(TrialWatchTest, OneThatNobodyConfirmsIsDue) {
  trial.open(5ms);
  EXPECT_FALSE(trial.due()) << "it has time";
  ASSERT_TRUE(turn_until(loop, [&] { return rung == 1; }));
  EXPECT_TRUE(trial.due());
  EXPECT_EQ(trial.phase(), TrialPhase::undoing) << "it cannot be confirmed any more";
  EXPECT_EQ(trial.until_usec(), 0u);
}

TEST_F(TrialWatchTest, SaysWhenTheTimeIsOver) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto before = std::chrono::duration_cast<std::chrono::microseconds>(now + 60s).count();
  trial.open(60s);
  const auto until = static_cast<std::int64_t>(trial.until_usec());
  EXPECT_GE(until, before);
  EXPECT_LT(until, before + 10'000'000);
}

TEST_F(TrialWatchTest, AConfirmedOneIsNotUndone) {
  trial.open(5ms);
  trial.accept({TrialPhase::none, ""});
  turn_for(loop, 20ms);
  EXPECT_EQ(rung, 0);
  EXPECT_FALSE(trial.due());
}

TEST_F(TrialWatchTest, ANewLimitForgetsThatTheOldOneHasPassed) {
  trial.open(1ms);
  ASSERT_TRUE(turn_until(loop, [&] { return rung == 1; }));
  trial.open(60s);
  EXPECT_EQ(trial.phase(), TrialPhase::open);
  EXPECT_FALSE(trial.due());
}

TEST_F(TrialWatchTest, AnUndoThatHasToWaitIsTriedUntilItSucceeds) {
  trial.open(1ms);
  for (int attempt = 1; attempt <= 5; ++attempt) {
    ASSERT_TRUE(turn_until(loop, [&] { return rung == attempt; }));
    EXPECT_EQ(trial.begin().wake, attempt == 1) << "a sleeping card is woken once";
    trial.accept({TrialPhase::undoing, "EPERM"});
    EXPECT_EQ(trial.reason(), "EPERM");
  }
  trial.accept({TrialPhase::none, ""});
  turn_for(loop, 80ms);
  EXPECT_EQ(rung, 5);
}

TEST_F(TrialWatchTest, AStuckOneWaitsForSomethingToChange) {
  trial.open(1ms);
  ASSERT_TRUE(turn_until(loop, [&] { return rung == 1; }));
  trial.begin();
  trial.accept({TrialPhase::stuck, "EINVAL"});
  turn_for(loop, 20ms);
  EXPECT_EQ(rung, 1);
  EXPECT_FALSE(trial.due());
  trial.try_again();
  EXPECT_TRUE(trial.due());
  EXPECT_EQ(trial.phase(), TrialPhase::undoing);
}

TEST_F(TrialWatchTest, OneOfAnotherBindingIsForgotten) {
  trial.open(1ms);
  trial.forget();
  turn_for(loop, 20ms);
  EXPECT_EQ(rung, 0);
  EXPECT_EQ(trial.phase(), TrialPhase::none);
}

}  // namespace
}  // namespace rmcp::test
