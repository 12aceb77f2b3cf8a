// SPDX-License-Identifier: MIT
// Trials that run out, are confirmed, or get another limit.
#include "engine/trial_timer.hpp"

#include "turn_loop.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using namespace std::chrono_literals;

class TrialTimerTest : public testing::Test {
 protected:
  sys::Loop loop{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  int over = 0;
  engine::TrialTimer timer{loop, [this] { ++over; }};
};

TEST_F(TrialTimerTest, NothingRunsBeforeItIsStarted) {
  EXPECT_FALSE(timer.open());
  EXPECT_EQ(timer.until_usec(), 0u);
  EXPECT_FALSE(timer.take_overdue());
}

TEST_F(TrialTimerTest, ATrialThatNobodyConfirmsIsToBeUndoneOnce) {
  timer.start(5ms);
  EXPECT_TRUE(timer.open());
  EXPECT_FALSE(timer.take_overdue()) << "it has time";
  ASSERT_TRUE(turn_until(loop, [&] { return over == 1; }));
  EXPECT_TRUE(timer.open()) << "until it is undone";
  EXPECT_TRUE(timer.take_overdue());
  EXPECT_FALSE(timer.take_overdue());
}

TEST_F(TrialTimerTest, SaysWhenTheTimeIsOver) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto before = std::chrono::duration_cast<std::chrono::microseconds>(now + 60s).count();
  timer.start(60s);
  const auto until = static_cast<std::int64_t>(timer.until_usec());
  EXPECT_GE(until, before);
  EXPECT_LT(until, before + 10'000'000);
  timer.end();
  EXPECT_EQ(timer.until_usec(), 0u);
}

TEST_F(TrialTimerTest, AnEndedTrialIsNotUndone) {
  timer.start(5ms);
  timer.end();
  EXPECT_FALSE(timer.open());
  turn_for(loop, 20ms);
  EXPECT_EQ(over, 0);
}

TEST_F(TrialTimerTest, OneThatEndsAfterItsTimeIsNotUndoneEither) {
  timer.start(1ms);
  ASSERT_TRUE(turn_until(loop, [&] { return over == 1; }));
  timer.end();
  EXPECT_FALSE(timer.take_overdue()) << "the confirmation was on its way";
}

TEST_F(TrialTimerTest, ANewLimitForgetsThatTheOldOneHasPassed) {
  timer.start(1ms);
  ASSERT_TRUE(turn_until(loop, [&] { return over == 1; }));
  timer.start(60s);
  EXPECT_TRUE(timer.open());
  EXPECT_FALSE(timer.take_overdue());
}

}  // namespace
}  // namespace rmcp::test
