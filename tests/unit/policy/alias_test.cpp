// SPDX-License-Identifier: MIT
// Which card is called what.
#include "lib/gpu/alias.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

Alias alias(const std::string& name, const std::string& key, const std::string& value) {
  return {name, {.all_of = {{key, {value}}}, .negated = {}}, {"a.toml", 3, 9, ""}};
}

Device card(std::uint64_t unique_id) {
  Device device;
  device.address = {0, 3, 0, 0};
  device.binding.driver = "amdgpu";
  device.identity.unique_id = unique_id;
  return device;
}

TEST(AliasOf, FollowsTheCardToAnotherSlot) {
  const std::vector<Alias> aliases{alias("egpu", "unique_id", "0000000000001234")};
  auto device = card(0x1234);
  EXPECT_EQ(alias_of(aliases, device, {}), "egpu");
  device.address = {0, 0x3f, 0, 0};
  EXPECT_EQ(alias_of(aliases, device, {}), "egpu");
  EXPECT_EQ(alias_of(aliases, card(0x1235), {}), "");
}

TEST(AliasOf, TheLastOfSeveralCounts) {
  const std::vector<Alias> aliases{alias("any", "driver", "amdgpu"),
                                   alias("one", "driver", "amd*")};
  EXPECT_EQ(alias_of(aliases, card(1), {}), "one");
}

TEST(AliasOf, AnUnknownFactNamesNothing) {
  EXPECT_EQ(alias_of({alias("x", "external", "true")}, card(1), {}), "");
}

TEST(AliasOf, RulesCanAskForIt) {
  Policy policy;
  policy.aliases = {alias("egpu", "unique_id", "*1234")};
  policy.rules = {rule("box", {.all_of = {{"alias", {"egpu"}}}}, {setting(kRuntimePm, "on")})};
  auto device = card(0x1234);
  EXPECT_TRUE(resolve(policy, device, {}).settings.empty()) << "the fact is not known yet";
  device.alias = alias_of(policy.aliases, device, {});
  EXPECT_TRUE(resolve(policy, device, {}).settings.contains(kRuntimePm));
}

TEST(CheckAlias, RefusesWhatCouldBeTakenForSomethingElse) {
  for (const char* name : {"egpu", "left-1", "card", "renderd", "cards7", "a"})
    EXPECT_EQ(check_alias(name), "") << name;
  for (const char* name : {"", "card0", "renderd128", "0000:03:00.0", "Egpu", "1st", "-x", "a b",
                           "a/b", "all", "none", "abcdefghijabcdefghijabcdefghijabc"})
    EXPECT_NE(check_alias(name), "") << name;
}

}  // namespace
}  // namespace rmcp::test
