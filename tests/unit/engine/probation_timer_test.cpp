// SPDX-License-Identifier: MIT
// Notes of boots that had to be survived, and who removes them.
#include "daemon/engine/probation_timer.hpp"

#include "daemon/state/probation.hpp"
#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/turn_loop.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using namespace std::chrono_literals;

class ProbationTimerTest : public testing::Test {
 protected:
  engine::ProbationTimer timer(std::chrono::milliseconds length) {
    return {loop, {folder.path(), "boot-1", length}, [this] { ++survived; }};
  }

  /// What the next boot finds.
  unsigned unclean_boots(const char* subject = "card") const {
    return state::Probation(folder.path(), "boot-2", subject).unclean_boots();
  }
  void take_the_risk(const char* subject = "card") const {
    EXPECT_EQ(state::Probation(folder.path(), "boot-1", subject).begin(), 0);
  }

  TemporaryFolder folder;
  sys::Loop loop{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  int survived = 0;
};

TEST_F(ProbationTimerTest, ABootThatLivesLongEnoughHasSurvived) {
  auto probation = timer(5ms);
  take_the_risk();
  probation.start("card");
  EXPECT_EQ(unclean_boots(), 1u) << "as long as it runs";
  ASSERT_TRUE(turn_until(loop, [&] { return survived == 1; }));
  EXPECT_EQ(unclean_boots(), 0u);
}

TEST_F(ProbationTimerTest, AnOrderlyEndIsNoUncleanBoot) {
  auto probation = timer(60s);
  take_the_risk();
  probation.start("card");
  probation.end();
  EXPECT_EQ(unclean_boots(), 0u);
  EXPECT_EQ(survived, 0);
}

TEST_F(ProbationTimerTest, LeavesTheNoteOfAnUncleanBootAloneWhenItWasNotStarted) {
  take_the_risk();
  timer(60s).end();
  EXPECT_EQ(unclean_boots(), 1u);
}

TEST_F(ProbationTimerTest, RemovesNoOtherSubjectsNote) {
  auto probation = timer(60s);
  take_the_risk("card");
  take_the_risk("other");
  probation.start("card");
  probation.end();
  EXPECT_EQ(unclean_boots("other"), 1u);
}

TEST_F(ProbationTimerTest, ARiskTakenAgainStartsTheTimeAgain) {
  auto probation = timer(300ms);
  probation.start("card");
  turn_for(loop, 50ms);
  const auto again = std::chrono::steady_clock::now();
  probation.start("card");
  ASSERT_TRUE(turn_until(loop, [&] { return survived == 1; }));
  EXPECT_GE(std::chrono::steady_clock::now() - again, 300ms);
}

TEST_F(ProbationTimerTest, TheSameRiskLookedAtAgainDoesNot) {
  auto probation = timer(40ms);
  const auto start = std::chrono::steady_clock::now();
  probation.start("card");
  ASSERT_TRUE(turn_until(loop,
                         [&] {
                           probation.ensure("card");
                           return survived == 1;
                         }))
      << "after "
      << std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               start)
             .count()
      << " ms";
}

}  // namespace
}  // namespace rmcp::test
