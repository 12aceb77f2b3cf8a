// SPDX-License-Identifier: MIT
// Who asks a lot is refused when there is not enough for all; who asks little never is.
#include "daemon/bus/shares.hpp"

#include <gtest/gtest.h>

namespace rmcp::bus {
namespace {

using std::chrono::milliseconds;

class SharesOfTime : public testing::Test {
 protected:
  Shares shares_{milliseconds(200), milliseconds(100), 1};
  Shares::Time now_{std::chrono::seconds(1000)};
};

TEST_F(SharesOfTime, AreRefusedToWhoHasHadAll) {
  shares_.charge("a", milliseconds(99), now_);
  EXPECT_FALSE(shares_.is_used_up("a", now_));
  shares_.charge("a", milliseconds(1), now_);
  EXPECT_TRUE(shares_.is_used_up("a", now_));
}

TEST_F(SharesOfTime, AreLeftForWhoAsksLittle) {
  shares_.charge("a", milliseconds(300), now_);
  EXPECT_FALSE(shares_.is_used_up("b", now_));
  shares_.charge("b", milliseconds(1), now_);
  EXPECT_FALSE(shares_.is_used_up("b", now_));
}

TEST_F(SharesOfTime, AreSmallerWhenManyAsk) {
  for (const char* caller : {"a", "b", "c", "d"}) shares_.charge(caller, milliseconds(25), now_);
  for (const char* caller : {"a", "b", "c", "d"}) EXPECT_TRUE(shares_.is_used_up(caller, now_));
  EXPECT_FALSE(shares_.is_used_up("e", now_));
}

TEST_F(SharesOfTime, AreNotWhatFewQuestionsTake) {
  Shares shares{milliseconds(200), milliseconds(100), 3};
  for (int i = 0; i < 2; ++i) shares.charge("a", milliseconds(90), now_);
  EXPECT_FALSE(shares.is_used_up("a", now_));
  shares.charge("a", milliseconds(0), now_);
  EXPECT_TRUE(shares.is_used_up("a", now_));
}

TEST_F(SharesOfTime, AreOfTheWindowInWhichTheQuestionCame) {
  shares_.charge("a", milliseconds(300), now_);
  shares_.charge("a", milliseconds(300), now_ + milliseconds(1));
  EXPECT_FALSE(shares_.is_used_up("a", now_ + milliseconds(600)));
}

TEST_F(SharesOfTime, AreWholeAgainInTheNextWindow) {
  shares_.charge("a", milliseconds(300), now_);
  EXPECT_TRUE(shares_.is_used_up("a", now_ + milliseconds(199)));
  EXPECT_FALSE(shares_.is_used_up("a", now_ + milliseconds(200)));
}

}  // namespace
}  // namespace rmcp::bus
