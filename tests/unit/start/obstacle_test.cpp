// SPDX-License-Identifier: MIT
// Each obstacle has a next step and leads to a result.
#include "lib/start/obstacle.hpp"

#include "lib/start/process_environment.hpp"
#include "lib/start/program_export.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::HasSubstr;

TEST(Obstacle, EachHasANextStepUnlessTheReasonSaysAll) {
  for (int i = 1; i < static_cast<int>(Obstacle::settings_give_nothing); ++i)
    EXPECT_NE(next_step(static_cast<Obstacle>(i)), "") << i;
}

TEST(Obstacle, NoneLeavesTheWholeExport) {
  EXPECT_EQ(result_of(Obstacle::none), ExportResult::exported);
  for (int i = 1; i <= static_cast<int>(Obstacle::unfit_for_containers); ++i)
    EXPECT_NE(result_of(static_cast<Obstacle>(i)), ExportResult::exported) << i;
}

TEST(Obstacle, TheNextStepFollowsTheReason) {
  EXPECT_EQ(as_failure({Obstacle::values_differ, "a has 1, b has 2"}),
            "a has 1, b has 2: name one device, or give both the same value");
  EXPECT_EQ(as_failure({Obstacle::unfit_for_containers, "it has no device nodes"}),
            "it has no device nodes");
  EXPECT_EQ(as_failure({}), Failure());
}

ProcessDevice one_of_two(std::string label, const std::string& value, const std::string& origin) {
  ProcessDevice device;
  device.label = std::move(label);
  device.unique_id = device.label.size();
  device.render_minors = {128};
  if (value.empty()) return device;
  device.published["environment.HSA_ENABLE_SDMA"] = value;
  if (!origin.empty()) device.origins["environment.HSA_ENABLE_SDMA"] = origin;
  return device;
}

TEST(Obstacle, ADifferenceNamesTheLinesThatMakeIt) {
  const auto why = [](ProcessDevice a, ProcessDevice b) {
    ProcessRequest request;
    request.devices = {std::move(a), std::move(b)};
    return as_failure(make_environment(request).hindrance).text;
  };
  EXPECT_EQ(why(one_of_two("in", "", ""), one_of_two("egpu", "0", "20-egpu.toml:7")),
            "environment.HSA_ENABLE_SDMA: in has none, egpu has \"0\" (20-egpu.toml:7); a process "
            "has one environment: name one device, or give both the same value");
  EXPECT_THAT(why(one_of_two("in", "1", "10-in.toml:3"), one_of_two("egpu", "0", "override")),
              HasSubstr("in has \"1\" (10-in.toml:3), egpu has \"0\" (override);"));
  EXPECT_THAT(why(one_of_two("in", "1", ""), one_of_two("egpu", "0", "")),
              HasSubstr("in has \"1\", egpu has \"0\";"));
}

}  // namespace
}  // namespace rmcp
