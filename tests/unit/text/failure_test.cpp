// SPDX-License-Identifier: MIT
// The table of failures: each code in its place, no error name twice.
#include "lib/text/failure.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

using Code = Failure::Code;

TEST(Failures, AreFoundAgainByTheirErrorNames) {
  for (const auto code :
       {Code::failed, Code::invalid_args, Code::limits_exceeded, Code::not_authorized,
        Code::no_such_device, Code::ambiguous_device, Code::device_busy, Code::policy_invalid}) {
    EXPECT_EQ(failure_code(error_name(code)), code) << error_name(code);
    EXPECT_NE(exit_status(code), 0) << error_name(code);
  }
  EXPECT_EQ(failure_code("org.example.Error"), Code::none);
}

TEST(Failures, NoneIsGood) {
  EXPECT_FALSE(Failure{});
  EXPECT_TRUE((Failure{Code::device_busy, "stalled"}));
  EXPECT_EQ(exit_status(Code::none), 0);
}

}  // namespace
}  // namespace rmcp
