// SPDX-License-Identifier: MIT
// Which columns give way.
#include "client/render/fit.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using Widths = std::vector<unsigned>;
constexpr unsigned kGap = 2;

TEST(Fit, LeavesAloneWhatFits) {
  EXPECT_EQ(fitted_widths({10, 20, 5}, {{1, 0}}, 39, kGap), (Widths{10, 20, 5}));
}

TEST(Fit, CutsTheFirstColumnInTheOrderByNoMoreThanNeeded) {
  EXPECT_EQ(fitted_widths({10, 20, 5}, {{1, 8}, {2, 1}}, 36, kGap), (Widths{10, 17, 5}));
}

TEST(Fit, GoesOnWithTheNextColumnWhenTheFirstIsAsShortAsItMayBe) {
  EXPECT_EQ(fitted_widths({10, 20, 5}, {{1, 18}, {2, 1}}, 36, kGap), (Widths{10, 18, 4}));
}

TEST(Fit, CutsAColumnTwiceWhenTheOrderNamesItTwice) {
  EXPECT_EQ(fitted_widths({10, 20, 8}, {{1, 18}, {2, 6}, {1, 4}}, 30, kGap), (Widths{10, 10, 6}));
}

TEST(Fit, LeavesOutAColumnWithItsGapInsteadOfAStump) {
  EXPECT_EQ(fitted_widths({10, 20, 5}, {{1, 0}}, 38, kGap), (Widths{10, 0, 5}));
  EXPECT_EQ(line_width({10, 0, 5}, kGap), 17U);
}

TEST(Fit, GivesBackWhatAColumnThatWasLeftOutHasMadeFree) {
  EXPECT_EQ(fitted_widths({10, 20, 30}, {{1, 8}, {2, 0}}, 34, kGap), (Widths{10, 20, 0}));
  EXPECT_EQ(fitted_widths({10, 20, 30}, {{1, 8}, {2, 0}}, 25, kGap), (Widths{10, 13, 0}));
}

TEST(Fit, NeverCutsWhatTheOrderDoesNotName) {
  EXPECT_EQ(fitted_widths({10, 20, 5}, {{1, 3}}, 1, kGap), (Widths{10, 3, 5}));
}

}  // namespace
}  // namespace rmcp::client
