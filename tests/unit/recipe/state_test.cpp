// SPDX-License-Identifier: MIT
// The state of a build, and what makes a difference to it.
#include "client/recipe/state.hpp"

#include <gtest/gtest.h>

namespace rmcp::recipe {
namespace {

TEST(BuildState, ComesBackAsItWas) {
  State state;
  state.status = State::Status::interrupted;
  state.prefix = "/opt/x-1";
  state.pattern = "/opt/x-@number@";
  state.sources = {{"a", "k", 0}};
  state.steps = {{"build", "l", 12.5}};
  state.at = "install";
  state.begun = true;
  state.set = "x-1";
  EXPECT_EQ(state_from(to_json(state)), state);
}

TEST(BuildState, OfAnotherKindIsNone) {
  auto document = to_json(State{});
  EXPECT_TRUE(state_from(document));
  for (const char* key : {"format", "status", "steps", "begun"}) {
    auto without = document;
    without.erase(key);
    EXPECT_FALSE(state_from(without)) << key;
    without[key] = nullptr;
    EXPECT_FALSE(state_from(without)) << key;
  }
  document["status"] = "sleeping";
  EXPECT_FALSE(state_from(document));
  EXPECT_FALSE(state_from(nlohmann::json::parse("{", nullptr, false)));
  EXPECT_FALSE(state_from(nlohmann::json::array()));
}

Step step() {
  Step out;
  out.name = "build";
  out.run = {"make", "all"};
  return out;
}

TEST(BuildKeys, OfStepsChangeWithWhatTheyDo) {
  Recipe recipe;
  recipe.name = "x";
  const auto before = key_of(recipe, step());
  EXPECT_EQ(before, key_of(recipe, step()));
  auto other = step();
  other.run = {"make all"};  // not the same as two words
  EXPECT_NE(before, key_of(recipe, other));
  other = step();
  other.environment["A"] = "1";
  EXPECT_NE(before, key_of(recipe, other));
  other = step();
  other.directory = "sub";
  EXPECT_NE(before, key_of(recipe, other));
  recipe.jobs = 7;
  EXPECT_EQ(before, key_of(recipe, step()));
  recipe.environment["CFLAGS"] = "-O2";
  EXPECT_NE(before, key_of(recipe, step()));
}

TEST(BuildKeys, OfSourcesChangeWithContentAndSeries) {
  Source source;
  const auto before = key_of(source, "pin", {"p1", "p2"}, {1, 1});
  EXPECT_NE(before, key_of(source, "other", {"p1", "p2"}, {1, 1}));
  EXPECT_NE(before, key_of(source, "pin", {"p2", "p1"}, {1, 1}));
  EXPECT_NE(before, key_of(source, "pin", {"p1", "p2"}, {1, 0}));
  EXPECT_NE(before, key_of(source, "pin", {"p1"}, {1}));
}

}  // namespace
}  // namespace rmcp::recipe
