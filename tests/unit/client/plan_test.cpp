// SPDX-License-Identifier: MIT
// The text of `rmcpctl plan`.
#include "client/render/plan.hpp"

#include "client/document/json.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

Json plan_for_an_external_gpu() {
  return Json::parse(R"({"devices":[
    {"address":"0000:03:00.0","name":"AMD Radeon RX 6600","steps":[
      {"action":"set","knob":"attribute.runtime_pm","state":"already","from":"on","to":"on",
       "file":"/etc/rmcp/policy.d/10-all.toml","line":3,"section":"all"}]},
    {"address":"0000:3f:00.0","name":"AMD Radeon RX 7900 XTX","steps":[
      {"action":"set","knob":"attribute.power_cap","state":"change","from":"327 W","to":"250 W",
       "activation":"immediate","file":"/etc/rmcp/policy.d/20-egpu.toml","line":7,"section":"egpu-compute"},
      {"action":"set","knob":"parameter.noretry","state":"change","from":"-1","to":"1",
       "activation":"reboot","file":"/etc/rmcp/policy.d/20-egpu.toml","line":9,"section":"egpu-compute"}]}]})");
}

TEST(PlanText, NamesChangeAndOrigin) {
  EXPECT_EQ(render_plan(shown(plan_for_an_external_gpu()), Style{}),
            "0000:3f:00.0  AMD Radeon RX 7900 XTX\n"
            "  attribute.power_cap  327 W -> 250 W    20-egpu.toml:7  egpu-compute\n"
            "  parameter.noretry    -1 -> 1 (reboot)  20-egpu.toml:9  egpu-compute\n"
            "2 changes, 1 needs a reboot, 1 already in force\n");
  EXPECT_EQ(count_changes(shown(plan_for_an_external_gpu())), 2U);
}

TEST(PlanText, SaysWhyAStepIsNotPossible) {
  const auto document = Json::parse(R"({"devices":[{"address":"0000:03:00.0","name":"X","steps":[
      {"action":"set","knob":"attribute.pp_dpm_sclk","state":"skipped","from":"","to":"1 2",
       "reason":"needs manual","file":"/a/b.toml","line":1,"section":"r"}]}]})");
  EXPECT_EQ(render_plan(shown(document), Style{}),
            "0000:03:00.0  X\n"
            "  attribute.pp_dpm_sclk  1 2: skipped  b.toml:1  r  needs manual\n"
            "nothing to change, 1 not possible\n");
  EXPECT_EQ(count_changes(shown(document)), 0U);
}

TEST(PlanText, MarksARestoreAndAnUnknownValue) {
  const auto document = Json::parse(R"({"devices":[{"address":"0000:03:00.0","name":"X","steps":[
      {"action":"restore","knob":"attribute.power_cap","state":"change","from":"","to":"100 W",
       "file":"","line":0,"section":""}]}]})");
  EXPECT_THAT(render_plan(shown(document), Style{}),
              HasSubstr("unknown -> 100 W (restore)  -  -\n1 change\n"));
}

TEST(PlanText, SaysThatThereIsNothingToDo) {
  const auto nothing =
      Json::parse(R"({"devices":[{"address":"0000:03:00.0","name":"X","steps":[]}]})");
  Style style;
  EXPECT_EQ(render_plan(shown(nothing), style), "nothing to change\n");
  style.legend = false;
  EXPECT_EQ(render_plan(shown(nothing), style), "");
}

TEST(PlanText, SurvivesADeviceWithoutSteps) {
  const auto document = Json::parse(
      R"({"devices":[{"address":"0000:03:00.0","name":"X","error":{"name":"n","message":"m"}}]})");
  EXPECT_EQ(render_plan(shown(document), Style{}), "nothing to change\n");
}

}  // namespace
}  // namespace rmcp::client
