// SPDX-License-Identifier: MIT
// Did you mean.
#include "lib/text/spelling.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(Nearest, FindsSmallMistakes) {
  EXPECT_EQ(nearest("atribute", {"attribute", "environment"}), "attribute");
  EXPECT_EQ(nearest("machine", {"match", "name"}), "");
  EXPECT_EQ(nearest("mtach", {"match", "name"}), "match");
}

TEST(Nearest, DoesNotGuessWildly) {
  EXPECT_EQ(nearest("x", {"attribute"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
  EXPECT_EQ(nearest(std::string(5000, 'a'), {"a"}), "");
}

}  // namespace
}  // namespace rmcp
