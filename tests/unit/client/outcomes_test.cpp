// SPDX-License-Identifier: MIT
// What `apply` and `revert` print, and when they fail.
#include "client/render/outcomes.hpp"

#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using testing::HasSubstr;
using testing::Not;

Json with_result(const std::string& result) {
  Json outcome{{"knob", "attribute.power_cap"}, {"result", result}};
  Json device{{"address", "0000:03:00.0"}, {"name", "X"}, {"outcomes", Json::array({outcome})}};
  return Json{{"devices", Json::array({device})}};
}

TEST(Outcomes, ShowEachStepAndASummary) {
  const auto document =
      Json::parse(R"({"devices":[{"address":"0000:03:00.0","name":"RX","outcomes":[
    {"knob":"attribute.power_cap","result":"refused","from":"100 W","to":"90 W","found":"95 W",
     "error":0,"reason":"","file":"/etc/a.toml","line":4,"section":"r"},
    {"knob":"attribute.runtime_pm","result":"failed","from":"auto","to":"on","found":"","error":22,
     "reason":"","file":"/etc/a.toml","line":5,"section":"r"},
    {"knob":"attribute.x","result":"applied","from":"","to":"high","found":"high","error":0,
     "reason":"","file":"/etc/a.toml","line":6,"section":"r"}]}]})");
  EXPECT_EQ(render_outcomes(shown(document), Style{}),
            "0000:03:00.0  RX\n"
            "  attribute.power_cap   100 W -> 90 W  refused  a.toml:4  r  found 95 W\n"
            "  attribute.runtime_pm  auto -> on     failed   a.toml:5  r  EINVAL\n"
            "  attribute.x           high           applied  a.toml:6  r\n"
            "1 refused, 1 failed, 1 applied\n");
}

TEST(Outcomes, FailWhenPolicyIsNotInForce) {
  for (const char* bad : {"refused", "failed", "unsupported", "skipped"})
    EXPECT_FALSE(all_good(shown(with_result(bad)))) << bad;
  for (const char* good : {"applied", "already", "restored", "written", "pending"})
    EXPECT_TRUE(all_good(shown(with_result(good)))) << good;
}

TEST(Outcomes, NameTheErrnoOnce) {
  Json outcome{{"error", 16}, {"reason", "EBUSY (Device or resource busy)"}};
  EXPECT_EQ(outcome_detail(shown(outcome)), "EBUSY (Device or resource busy)");
  outcome["reason"] = "the card sleeps";
  EXPECT_EQ(outcome_detail(shown(outcome)), "EBUSY, the card sleeps");
}

TEST(Outcomes, ShowADeviceThatCouldNotBeAsked) {
  const auto document =
      Json::parse(R"({"devices":[{"address":"0000:03:00.0","name":"RX","outcomes":[
    {"knob":"","result":"failed","from":"","to":"","reason":"stalled for 12 s","error":0}]}]})");
  EXPECT_EQ(render_outcomes(shown(document), Style{}),
            "0000:03:00.0  RX\n  failed  stalled for 12 s\n1 failed\n");
}

TEST(Outcomes, SayThatThereWasNothingToDo) {
  EXPECT_EQ(render_outcomes(shown(Json::parse(R"({"devices":[]})")), Style{}), "nothing to do\n");
}

TEST(Reload, CountsAndNamesWhatIsNotInForce) {
  const auto status = Json::parse(R"({"devices":[{"address":"0000:03:00.0","state":"unconfirmed",
    "last_outcomes":[{"knob":"attribute.power_cap","result":"applied","to":"95 W"},
                     {"knob":"overdrive.core_clock_max","result":"unconfirmed","to":"2400 MHz"}]}]})");
  const auto text = render_reload(shown(status), Style{});
  EXPECT_THAT(text, HasSubstr("overdrive.core_clock_max"));
  EXPECT_THAT(text, Not(HasSubstr("power_cap")));
  EXPECT_THAT(text, HasSubstr("\n1 in force, 1 unconfirmed\n"));
}

TEST(Reload, DoesNotSpeakForCardsThatAreNotHandled) {
  auto status = Json::parse(R"({"devices":[{"address":"0000:03:00.0","state":"unconfigured"}]})");
  EXPECT_EQ(render_reload(shown(status), Style{}), "policy asks for nothing on these cards\n");
  status["devices"][0]["state"] = "stalled";
  EXPECT_EQ(render_reload(shown(status), Style{}),
            "0000:03:00.0: stalled, not handled with this policy yet\n");
}

}  // namespace
}  // namespace rmcp::client
