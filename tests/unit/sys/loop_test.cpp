// SPDX-License-Identifier: MIT
// Whatever a callback throws, the loop goes on.
#include "lib/sys/loop.hpp"

#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>

#include <signal.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace rmcp::sys {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class LoopTest : public testing::Test {
 protected:
  std::vector<std::string> errors_;
  Loop loop_{[this](const std::exception& error) { errors_.emplace_back(error.what()); }};
};

TEST_F(LoopTest, ATimerThatThrowsIsReportedAndCanBeArmedAgain) {
  int fired = 0;
  Timer timer(loop_, [&] {
    if (++fired == 1) throw std::runtime_error("first");
  });
  for (const int times : {1, 2}) {
    timer.arm(1ms);
    ASSERT_TRUE(test::turn_until(loop_, [&] { return fired == times; }));
  }
  EXPECT_THAT(errors_, ElementsAre("first"));
}

TEST_F(LoopTest, AMessageThatThrowsTakesNoOtherAlong) {
  Mailbox mailbox(loop_);
  bool second = false;
  mailbox.sender().post([] { throw std::runtime_error("message"); });
  mailbox.sender().post([&] { second = true; });
  ASSERT_TRUE(test::turn_until(loop_, [&] { return second; }));
  EXPECT_THAT(errors_, ElementsAre("message"));
}

TEST_F(LoopTest, ASignalHandlerMayThrow) {
  int heard = 0;
  loop_.on_signal(SIGUSR1, [&] {
    ++heard;
    throw std::runtime_error("signal");
  });
  for (const int times : {1, 2}) {
    ::kill(::getpid(), SIGUSR1);
    ASSERT_TRUE(test::turn_until(loop_, [&] { return heard == times; }));
  }
  EXPECT_THAT(errors_, ElementsAre("signal", "signal"));
}

TEST_F(LoopTest, WhatIsNoExceptionIsReportedToo) {
  loop_.guarded([] { throw 7; });
  EXPECT_EQ(errors_.size(), 1u);
}

}  // namespace
}  // namespace rmcp::sys
