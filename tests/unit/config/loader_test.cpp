// SPDX-License-Identifier: MIT
// Several files together: profiles that replace others, order, references.
#include "daemon/config/loader.hpp"

#include "support.hpp"

#include <gtest/gtest.h>

namespace rmcp::config::test {
namespace {

using Messages = std::vector<std::string>;

std::string profile_text(std::string_view name, std::string_view watts) {
  return "format = 1\n[[profile]]\nname = \"" + std::string(name) + "\"\nattribute.power_cap = \"" +
         std::string(watts) + " W\"\n";
}

std::string power_of(const Loaded& loaded, const std::string& profile) {
  return to_string(loaded.policy.profiles.at(profile).settings.at(0).value);
}

TEST(Loader, ProfileOfAHigherDirectoryReplacesTheLowerWhateverTheFilesAreCalled) {
  const toml::SourceFile admin{"/etc/rmcp/policy.d/10-a.toml", profile_text("quiet", "100"), false,
                               0};
  const toml::SourceFile vendor{"/usr/lib/rmcp/policy.d/90-b.toml", profile_text("quiet", "200"),
                                false, 2};
  const auto loaded = parse_policy({admin, vendor});
  EXPECT_TRUE(loaded.ok());
  EXPECT_EQ(power_of(loaded, "quiet"), "100 W");
  EXPECT_EQ(
      messages(loaded),
      Messages{"2:1: profile 'quiet' is replaced by the one in /etc/rmcp/policy.d/10-a.toml:2"});
  EXPECT_EQ(power_of(parse_policy({vendor, admin}), "quiet"), "100 W");
}

TEST(Loader, LaterProfileOfTheSameDirectoryReplacesTheEarlier) {
  const auto loaded =
      parse_policy({{"/etc/rmcp/profiles.d/a.toml", profile_text("quiet", "100"), true, 0},
                    {"/etc/rmcp/policy.d/a.toml", profile_text("quiet", "200"), false, 0}});
  EXPECT_TRUE(loaded.ok());
  EXPECT_EQ(power_of(loaded, "quiet"), "200 W");
  EXPECT_EQ(messages(loaded),
            Messages{"2:1: profile 'quiet' replaces the one in /etc/rmcp/profiles.d/a.toml:2"});
}

TEST(Loader, WhatIsThereOnceIsRefusedInASecondFile) {
  const std::string text =
      "format = 1\n[sessions]\ndevices = [\"all\"]\n[system]\nlibrary = \"none\"\n";
  const auto loaded = parse_policy({{"/a/10.toml", text, false}, {"/a/20.toml", text, false}});
  EXPECT_EQ(messages(loaded), (Messages{"2:2: [sessions] is already defined in /a/10.toml:2",
                                        "5:11: [system] is already defined in /a/10.toml:5"}));
}

TEST(Loader, KeepsAdviceWithThePolicyAndErrorsOutOfIt) {
  const auto loaded =
      parse("format = 1\n[[rule]]\nname = \"idle\"\n[[rule]]\nname = \"b\"\nuse = 1\n");
  EXPECT_FALSE(loaded.ok());
  ASSERT_EQ(loaded.policy.advice.size(), 1u);
  EXPECT_EQ(loaded.policy.advice[0].message, "rule 'idle' sets nothing");
  EXPECT_EQ(loaded.diagnostics.size(), 2u);
}

TEST(Loader, KeepsRulesInTheOrderOfFilesAndLines) {
  const std::string rules =
      "format = 1\n[[rule]]\nname = \"x\"\nunset = \"attribute.power_cap\"\n[[rule]]\nname = "
      "\"y\"\nunset = \"attribute.power_cap\"\n";
  const auto loaded = parse_policy({{"/a/10.toml", rules, false}, {"/a/20.toml", rules, false}});
  EXPECT_TRUE(loaded.ok()) << "the same name in two files is fine";
  std::vector<std::string> order;
  for (const auto& rule : loaded.policy.rules)
    order.push_back(short_form(rule.origin) + " " + rule.name);
  EXPECT_EQ(order, (Messages{"10.toml:2 x", "10.toml:5 y", "20.toml:2 x", "20.toml:5 y"}));
  EXPECT_EQ(loaded.policy.files, (Messages{"/a/10.toml", "/a/20.toml"}));
}

TEST(Loader, FindsProfilesOfOtherFiles) {
  const toml::SourceFile user{"/a/10.toml", "format = 1\n[[rule]]\nname = \"x\"\nuse = \"quiet\"\n",
                              false};
  EXPECT_EQ(messages(parse_policy({user})), Messages{"4:7: profile 'quiet' does not exist"});
  EXPECT_TRUE(parse_policy({user, {"/a/20.toml", profile_text("quiet", "90"), false}}).ok());
}

TEST(Loader, OrdersComplaintsByFileAndLineEvenWhenFoundLater) {
  const auto loaded = parse_policy(
      {{"/a/10.toml", "format = 1\n[[rule]]\nname = \"x\"\nuse = \"none\"\ntypo = 1\n", false},
       {"/a/20.toml", "format = 1\ntypo = 2\n", false}});
  std::vector<std::string> places;
  for (const auto& d : loaded.diagnostics) places.push_back(short_form(d.origin));
  EXPECT_EQ(places, (Messages{"10.toml:4", "10.toml:5", "20.toml:2"}));
}

TEST(Loader, NoUnknownProfileIsReportedWhileAFileCannotBeUnderstood) {
  const auto loaded =
      parse_policy({{"/a/10.toml", "format = 1\n[[rule]]\nname = \"x\"\nuse = \"quiet\"\n", false},
                    {"/a/20.toml", "format = 1\n[[profile]\nname = \"quiet\"\n", false}});
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(short_form(loaded.diagnostics[0].origin), "20.toml:2");
}

TEST(Loader, ProfileWithABadValueStillExistsForThoseThatUseIt) {
  const auto loaded = parse(
      "format = 1\n[[rule]]\nname = \"x\"\nuse = \"quiet\"\n[[profile]]\nname = \"quiet\"\n"
      "attribute.power_cap = 1\n");
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(loaded.diagnostics[0].origin.line, 7u);
  EXPECT_EQ(loaded.diagnostics[0].origin.section, "quiet");
}

TEST(Loader, RefusesAChainOfProfilesThatNoRecursionWouldSurvive) {
  std::string text = "format = 1\n";
  for (int i = 10'000; i < 30'000; ++i) {
    text += "[[profile]]\nname = \"" + std::to_string(i) + "\"\nuse = \"" + std::to_string(i + 1) +
            "\"\n";
  }
  EXPECT_EQ(messages(parse(text)), Messages{"3002:1: there are more than 1000 profiles"});
}

TEST(Loader, NoFilesAreAPolicyThatWantsNothing) {
  const auto loaded = parse_policy({});
  EXPECT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded.policy.rules.empty());
}

}  // namespace
}  // namespace rmcp::config::test
