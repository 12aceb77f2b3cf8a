// SPDX-License-Identifier: MIT
// JSON as it reaches stdout.
#include "client/command/output.hpp"

#include "client/document/json.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

TEST(JsonText, HasAShortAndAPrettyForm) {
  const Json document{{"z", 1}, {"a", Json::array({true, nullptr})}};
  EXPECT_EQ(to_text(document, Format::json_short), "{\"z\":1,\"a\":[true,null]}\n");
  EXPECT_EQ(to_text(document, Format::json_pretty),
            "{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null\n  ]\n}\n");
}

TEST(JsonText, IsAsciiAndSurvivesInvalidUtf8) {
  EXPECT_EQ(to_text(Json{{"n", "\033\x7f™"}}, Format::json_short),
            "{\"n\":\"\\u001b\\u007f\\u2122\"}\n");
  EXPECT_EQ(to_text(Json{{"n", "\xff"}}, Format::json_short), "{\"n\":\"\\ufffd\"}\n");
}

TEST(Complaint, OfAStrangerIsPrintableAndHasNoLineLikeOurs) {
  testing::internal::CaptureStderr();
  complain(std::string("a\x1b\xe2\x80\xae\nrmcpctl: all is well\n\tb"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "rmcpctl: a\\033\\342\\200\\256\n  rmcpctl: all is well\n  \tb\n");
}

}  // namespace
}  // namespace rmcp::client
