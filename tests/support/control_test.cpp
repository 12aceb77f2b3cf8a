// SPDX-License-Identifier: MIT
// Requests as lines.
#include "control.hpp"

#include <gtest/gtest.h>

namespace rmcp::testbed {
namespace {

TEST(ControlLine, BringsEveryWordBackAsItWas) {
  const std::vector<std::string> words = {"write", "0000:03:00.0", "", "a b%20\n\tc", "100 %", ""};
  EXPECT_EQ(from_line(to_line(words) + "\n"), words);
}

TEST(ControlLine, IsOneLineWhateverTheWordsHold) {
  EXPECT_EQ(to_line({"a\nb", "c d"}).find_first_of("\n"), std::string::npos);
}

}  // namespace
}  // namespace rmcp::testbed
