// SPDX-License-Identifier: MIT
// Errors as sentences.
#include "lib/text/problem.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

Problem check(int number) {
  if (number > 9) return "it is too large";
  return {};
}

TEST(Problem, IsThereWithItsSentenceOrNotAtAll) {
  EXPECT_FALSE(check(9));
  ASSERT_TRUE(check(10));
  EXPECT_EQ(*check(10), "it is too large");
  EXPECT_FALSE(Problem(std::string())) << "no sentence, no fault";
}

TEST(Problem, OfAPartSaysWhichPart) {
  EXPECT_EQ(check(10).after("jobs: "), "jobs: it is too large");
  EXPECT_FALSE(check(9).after("jobs: ")) << "none stays none";
}

}  // namespace
}  // namespace rmcp
