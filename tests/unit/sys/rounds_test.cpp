// SPDX-License-Identifier: MIT
// One round at a time, and nobody waits for one that hangs.
#include "lib/sys/rounds.hpp"

#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <stdexcept>
#include <utility>

namespace rmcp::sys {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class RoundsTest : public testing::Test {
 protected:
  /// A round that ends when the test lets it.
  struct Gate {
    std::promise<void> open;
    std::shared_future<void> opened = open.get_future().share();
  };
  std::function<int()> behind(const Gate& gate, int value) {
    return [opened = gate.opened, value] {
      opened.wait();
      return value;
    };
  }
  static std::function<int()> at_once(int value) {
    return [value] { return value; };
  }
  template <class Condition>
  bool turns_until(Condition condition) {
    return test::turn_until(loop_, condition);
  }

  Loop loop_{[](const std::exception&) {}};
  std::vector<int> results_;
  std::vector<std::string> failures_;
  int late_ = 0;
  Rounds<int> rounds_{loop_,
                      20ms,
                      {.done = [this](int result) { results_.push_back(result); },
                       .failed = [this](const std::string& why) { failures_.push_back(why); },
                       .late = [this] { ++late_; }}};
};

TEST_F(RoundsTest, GivesTheResultInTheLoop) {
  rounds_.ask(at_once(7));
  EXPECT_TRUE(results_.empty());
  EXPECT_TRUE(turns_until([&] { return !results_.empty(); }));
  EXPECT_THAT(results_, ElementsAre(7));
  EXPECT_FALSE(rounds_.running());
}

TEST_F(RoundsTest, OfWhatIsAskedForMeanwhileOnlyTheLastIsDone) {
  Gate gate;
  const auto first = rounds_.ask(behind(gate, 1));
  rounds_.ask(at_once(2));
  const auto last = rounds_.ask(at_once(3));
  EXPECT_EQ(last, first + 1);
  gate.open.set_value();
  EXPECT_TRUE(turns_until([&] { return rounds_.ended() == last; }));
  EXPECT_THAT(results_, ElementsAre(1, 3));
}

TEST_F(RoundsTest, SaysOnceThatARoundIsLateStartsNoOtherAndTakesWhatComes) {
  Gate gate;
  rounds_.ask(behind(gate, 1));
  ASSERT_TRUE(turns_until([&] { return late_ == 1; }));
  EXPECT_TRUE(rounds_.late());
  rounds_.ask(at_once(2));
  test::turn_for(loop_, 50ms);
  EXPECT_TRUE(results_.empty()) << "nothing is piled upon a round that hangs";
  EXPECT_EQ(late_, 1);
  gate.open.set_value();
  ASSERT_TRUE(turns_until([&] { return results_.size() == 2; }));
  EXPECT_THAT(results_, ElementsAre(1, 2));
  EXPECT_FALSE(rounds_.late());
}

TEST_F(RoundsTest, ARoundThatWasLateIsFollowedByAnother) {
  Gate gate;
  rounds_.ask(behind(gate, 1));
  ASSERT_TRUE(turns_until([&] { return late_ == 1; }));
  gate.open.set_value();
  ASSERT_TRUE(turns_until([&] { return results_.size() == 2; })) << "it may have met trouble";
  test::turn_for(loop_, 20ms);
  EXPECT_THAT(results_, ElementsAre(1, 1)) << "and no more than one";
}

TEST_F(RoundsTest, SaysWhatARoundHasThrownAndGoesOn) {
  rounds_.ask([]() -> int { throw std::runtime_error("disk on fire"); });
  ASSERT_TRUE(turns_until([&] { return !failures_.empty(); }));
  EXPECT_THAT(failures_, ElementsAre("disk on fire"));
  rounds_.ask(at_once(1));
  EXPECT_TRUE(turns_until([&] { return !results_.empty(); }));
}

TEST_F(RoundsTest, TheNextRoundComesAlsoWhenWhoTakesTheResultThrows) {
  Gate gate;
  int taken = 0;
  Rounds<int> rounds(loop_, 1s,
                     {.done =
                          [&](int) {
                            ++taken;
                            throw std::runtime_error("taker");
                          },
                      .failed = [](const std::string&) {},
                      .late = [] {}});
  rounds.ask(behind(gate, 1));
  rounds.ask(at_once(2));
  gate.open.set_value();
  EXPECT_TRUE(turns_until([&] { return taken == 2; }));
}

TEST_F(RoundsTest, WhatComesAfterItsEndIsDropped) {
  Gate gate;
  auto rounds = std::make_unique<Rounds<int>>(
      loop_, 1s,
      Rounds<int>::Hooks{.done = [this](int result) { results_.push_back(result); },
                         .failed = [](const std::string&) {},
                         .late = [] {}});
  rounds->ask(behind(gate, 1));
  rounds.reset();
  gate.open.set_value();
  test::turn_for(loop_, 50ms);
  EXPECT_TRUE(results_.empty());
}

/// Without threads first, then with them. In a process of its own, whose loop it has to be.
int child_without_threads() {
  if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) return 2;  // root's do not count
  rlimit limit{};
  ::getrlimit(RLIMIT_NPROC, &limit);
  const auto before = std::exchange(limit.rlim_cur, 0);
  ::setrlimit(RLIMIT_NPROC, &limit);
  Loop loop([](const std::exception&) {});
  int done = 0, failed = 0;
  Rounds<int> rounds(loop, 1s,
                     {.done = [&](int) { ++done; },
                      .failed = [&](const std::string&) { ++failed; },
                      .late = [] {}});
  rounds.ask([] { return 1; });
  if (failed != 1 || rounds.running()) return 3;
  limit.rlim_cur = before;
  ::setrlimit(RLIMIT_NPROC, &limit);
  return test::turn_until(loop, [&] { return done == 1; }) ? 0 : 4;
}

TEST(RoundsWithoutThreads, SaySoAndAreTriedAgain) {
  const auto child = ::fork();
  if (child == 0) ::_exit(child_without_threads());
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace rmcp::sys
