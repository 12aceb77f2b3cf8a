// SPDX-License-Identifier: MIT
// Text in columns of a terminal.
#include "client/render/columns.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

TEST(Columns, CutByColumnsNotBytes) {
  EXPECT_EQ(columns("●…é"), 3U);
  EXPECT_EQ(columns("日本"), 4U);
  EXPECT_EQ(cut("日本語", 5, true), "日本…");
  EXPECT_EQ(cut("日本語", 4, true), "日…");
  EXPECT_EQ(cut("AMD Radeon RX", 11, true), "AMD Radeon…");
  EXPECT_EQ(cut("AMD Radeon RX", 11, false), "AMD Radeon~");
  EXPECT_EQ(cut("AMD", 3, true), "AMD");
  EXPECT_EQ(cut("AMD", 0, true), "");
}

}  // namespace
}  // namespace rmcp::client
