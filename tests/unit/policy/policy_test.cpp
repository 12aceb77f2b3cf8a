// SPDX-License-Identifier: MIT
// What rules and profiles add up to.
#include "lib/policy/policy.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

Policy with_profiles(std::vector<Profile> profiles) {
  Policy policy;
  for (auto& p : profiles) policy.profiles[p.name] = std::move(p);
  return policy;
}

std::string value_of(const Desired& d, const std::string& name) {
  const auto it = d.settings.find(name);
  return it == d.settings.end() ? "-" : to_string(it->second.value);
}

TEST(Resolve, TheLaterRuleWinsPerKnob) {
  Policy policy;
  policy.rules = {rule("first", {}, {setting(kLevel, "low"), setting(kRuntimePm, "on")}),
                  rule("second", {}, {setting(kLevel, "high")})};
  const auto d = resolve(policy, {}, {});
  EXPECT_EQ(value_of(d, kLevel), "high");
  EXPECT_EQ(value_of(d, kRuntimePm), "on");
  EXPECT_EQ(d.rules, (std::vector<std::string>{"first", "second"}));
}

TEST(Resolve, InheritedProfilesThenUseThenOwnSettings) {
  auto policy = with_profiles({profile("base", {setting(kLevel, "low"), setting(kCap, "100 W")}),
                               profile("middle", {setting(kLevel, "auto")}, {"base"}),
                               profile("other", {setting(kCap, "90 W")})});
  policy.rules = {rule("r", {}, {setting(kRuntimePm, "on")}, {"middle", "other"})};
  const auto d = resolve(policy, {}, {});
  EXPECT_EQ(value_of(d, kLevel), "auto");
  EXPECT_EQ(value_of(d, kCap), "90 W");
  EXPECT_EQ(d.profiles, (std::vector<std::string>{"middle", "base", "other"}));
}

TEST(Resolve, UnsetTakesAwayWhatCameBefore) {
  Policy policy;
  policy.rules = {rule("first", {}, {setting(kLevel, "low"), setting("environment.A", "1")}),
                  rule("second", {}, {})};
  policy.rules[1].unset = {kLevel, "environment.A"};
  EXPECT_TRUE(resolve(policy, {}, {}).settings.empty());
}

TEST(Resolve, UnsetDoesNotTakeAwayTheRulesOwnSettings) {
  Policy policy;
  policy.rules = {rule("r", {}, {setting(kLevel, "low")})};
  policy.rules[0].unset = {kLevel};
  EXPECT_EQ(value_of(resolve(policy, {}, {}), kLevel), "low");
}

TEST(Resolve, RulesThatDoNotMatchAddNothing) {
  Policy policy;
  policy.rules = {
      rule("r", {.all_of = {{"gfx", {"gfx1010"}}}, .negated = {}}, {setting(kLevel, "low")})};
  const auto d = resolve(policy, {}, {});
  EXPECT_TRUE(d.settings.empty() && d.rules.empty());
}

TEST(Resolve, WorksOutAProfileOnceHoweverOftenItIsUsed) {
  std::vector<Profile> chain{profile("p0", {setting(kLevel, "low")})};
  for (int i = 1; i <= 60; ++i) {
    const auto below = "p" + std::to_string(i - 1);
    chain.push_back(profile("p" + std::to_string(i), {}, {below, below}));
  }
  auto policy = with_profiles(std::move(chain));
  policy.rules = {rule("r", {}, {}, {"p60"})};
  EXPECT_EQ(value_of(resolve(policy, {}, {}), kLevel), "low");
}

TEST(References, ComplainAboutUnknownProfilesWithTheNearestName) {
  auto policy = with_profiles({profile("compute", {})});
  policy.rules = {rule("r", {}, {}, {"compute", "compte"})};
  const auto complaints = check_references(policy);
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_EQ(complaints[0].message, "profile 'compte' does not exist; did you mean 'compute'?");
  EXPECT_EQ(complaints[0].origin.file, "use.toml");
  EXPECT_EQ(complaints[0].origin.column, 2u) << "the place where it is named";
}

TEST(References, FindCyclesOnce) {
  const auto policy =
      with_profiles({profile("a", {}, {"b"}), profile("b", {}, {"c"}), profile("c", {}, {"a"})});
  const auto complaints = check_references(policy);
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_EQ(complaints[0].message, "profile 'a' uses itself: a -> b -> c -> a");
}

TEST(References, AllowAProfileUsedTwice) {
  auto policy =
      with_profiles({profile("base", {}), profile("a", {}, {"base"}), profile("b", {}, {"base"})});
  policy.rules = {rule("r", {}, {}, {"a", "b"})};
  EXPECT_TRUE(check_references(policy).empty());
}

}  // namespace
}  // namespace rmcp::test
