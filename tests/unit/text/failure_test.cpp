// SPDX-License-Identifier: MIT
// Failures: their sentences, and the table of their codes.
#include "lib/text/failure.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

using Code = Failure::Code;

Failure check(int number) {
  if (number > 9) return "it is too large";
  return {};
}

TEST(Failure, IsThereWithItsSentenceOrNotAtAll) {
  EXPECT_FALSE(check(9));
  ASSERT_TRUE(check(10));
  EXPECT_EQ(check(10).text, "it is too large");
  EXPECT_EQ(check(10).code, Code::failed);
  EXPECT_FALSE(Failure(std::string())) << "no sentence, no failure";
}

TEST(Failure, OfAPartSaysWhichPart) {
  EXPECT_EQ(check(10).after("jobs: ").text, "jobs: it is too large");
  EXPECT_EQ(Failure(Code::device_busy, "stalled").after("card0: ").code, Code::device_busy);
  EXPECT_FALSE(check(9).after("jobs: ")) << "none stays none";
}

TEST(FailureCodes, AreFoundAgainByTheirErrorNames) {
  for (const auto code :
       {Code::failed, Code::invalid_args, Code::limits_exceeded, Code::not_authorized,
        Code::no_such_device, Code::ambiguous_device, Code::device_busy, Code::policy_invalid,
        Code::unreachable, Code::no_answer, Code::disconnected}) {
    EXPECT_EQ(failure_code(error_name(code)), code) << error_name(code);
    EXPECT_NE(exit_status(code), 0) << error_name(code);
  }
  EXPECT_EQ(failure_code("org.example.Error"), Code::none);
  EXPECT_EQ(exit_status(Code::none), 0);
}

}  // namespace
}  // namespace rmcp
