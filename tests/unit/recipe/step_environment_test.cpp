// SPDX-License-Identifier: MIT
// What a step sees.
#include "client/recipe/step_environment.hpp"

#include <gmock/gmock.h>

namespace rmcp::recipe {
namespace {

using testing::ElementsAre;

Recipe recipe() {
  Recipe out;
  out.name = "x";
  out.version = "1";
  out.sources = {{"main"}, {"extra"}};
  out.environment = {{"CFLAGS", "-I@prefix@/include"}, {"A", "recipe"}};
  return out;
}

const Places kPlaces{"/cache", "/opt/x-1-1", 4};

TEST(StepEnvironment, PlaceholdersStandForPlaces) {
  Step step;
  step.run = {"cmake", "-S", "@source:extra@", "-B@build@", "-j@jobs@"};
  const auto ready = ready_step(recipe(), step, kPlaces, {});
  EXPECT_THAT(ready.run,
              ElementsAre("cmake", "-S", "/cache/sources/extra", "-B/cache/build", "-j4"));
  EXPECT_EQ(ready.directory, "/cache/sources/main");
  EXPECT_EQ(ready.environment.at("CFLAGS"), "-I/opt/x-1-1/include");
  EXPECT_EQ(ready.environment.at("RMCP_PREFIX"), "/opt/x-1-1");
  EXPECT_EQ(ready.environment.at("RMCP_SOURCE"), "/cache/sources/main");
}

TEST(StepEnvironment, DirectoriesBeginInTheTree) {
  Step step;
  step.directory = "lib/hip";
  EXPECT_EQ(ready_step(recipe(), step, kPlaces, {}).directory, "/cache/sources/main/lib/hip");
  step.directory = "@build@/hip";
  EXPECT_EQ(ready_step(recipe(), step, kPlaces, {}).directory, "/cache/build/hip");
}

TEST(StepEnvironment, TheStepWinsOverTheRecipeOverTheCaller) {
  Step step;
  step.environment = {{"A", "step"}};
  const auto ready = ready_step(recipe(), step, kPlaces, {{"A", "caller"}, {"PATH", "/bin"}});
  EXPECT_EQ(ready.environment.at("A"), "step");
  EXPECT_EQ(ready.environment.at("PATH"), "/bin");
  EXPECT_EQ(ready_step(recipe(), {}, kPlaces, {{"A", "caller"}}).environment.at("A"), "recipe");
}

TEST(StepEnvironment, OfTheCallersVariablesOnlyWhatABuildNeedsComes) {
  const char* const variables[] = {"HOME=/home/me",   "LD_PRELOAD=/x.so", "CFLAGS=-O3",
                                   "HTTPS_PROXY=p=q", "broken",           nullptr};
  const auto environment = inherited(variables);
  EXPECT_EQ(environment.at("HOME"), "/home/me");
  EXPECT_EQ(environment.at("HTTPS_PROXY"), "p=q");
  EXPECT_EQ(environment.count("LD_PRELOAD"), 0u);
  EXPECT_EQ(environment.count("CFLAGS"), 0u);
  EXPECT_NE(environment.at("PATH"), "");  // also where the caller has none
}

}  // namespace
}  // namespace rmcp::recipe
