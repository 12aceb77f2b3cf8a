// SPDX-License-Identifier: MIT
// What we install, as `cmake --install` has put it into a root: correct, and without effect until
// the administrator says so. Policy in README and in manual pages is checked by install.documents.
#include "daemon/config/settings.hpp"
#include "lib/knobs/overdrive_off.hpp"
#include "lib/policy/advice.hpp"
#include "support.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <set>

namespace rmcp::config::test {
namespace {

using Messages = std::vector<std::string>;

constexpr auto kProfiles = RMCP_SHIPPED_PROFILES;
constexpr auto kExamples = RMCP_SHIPPED_EXAMPLES;

std::vector<toml::SourceFile> vendor_profiles() {
  std::vector<toml::SourceFile> files;
  for (const auto& path : files_in(kProfiles, ".toml"))
    files.push_back({path, slurp(path), true, 1});
  return files;
}

/// Our profiles and one file of the administrator.
Loaded with_profiles(const std::string& path, std::string text) {
  auto files = vendor_profiles();
  files.push_back({path, std::move(text), false, 0});
  return parse_policy(std::move(files));
}

TEST(Shipped, ProfilesParseAndDoNothingByThemselves) {
  const auto loaded = parse_policy(vendor_profiles());
  EXPECT_EQ(messages(loaded), Messages{});
  EXPECT_TRUE(loaded.policy.rules.empty());
  EXPECT_GE(loaded.policy.profiles.size(), 10u);
}

TEST(Shipped, EachProfileTellsWhatItIsForAndSetsSomething) {
  for (const auto& [name, profile] : parse_policy(vendor_profiles()).policy.profiles) {
    EXPECT_FALSE(profile.description.empty()) << name;
    EXPECT_FALSE(profile.settings.empty()) << name;
  }
}

TEST(Shipped, EachLineOfTheOriginalRecipeGetsAdviceOnTheCardsThatItWasFor) {
  const auto loaded = with_profiles("/etc/rmcp/policy.d/test.toml",
                                    "format = 1\n[[rule]]\nname = \"old\"\nuse = "
                                    "\"rmcp-classic\"\nmatch = { gfx = \"gfx1010\" }\n");
  ASSERT_TRUE(loaded.ok());
  Device rx5700;
  rx5700.binding.driver = "amdgpu";
  rx5700.gfx = parse_gfx("gfx1010");
  const auto wanted = resolve(loaded.policy, rx5700, {});
  EXPECT_EQ(wanted.settings.size(), 6u);
  const GpusHere here{.targets = {*rx5700.gfx}};
  std::set<std::string> advised;
  for (const auto& advice : advise(wanted, rx5700, here)) advised.insert(advice.knob);
  for (const auto& [name, setting] : wanted.settings) EXPECT_TRUE(advised.contains(name)) << name;
  EXPECT_EQ(messages(loaded).size(), 2u) << "what holds whatever the card is, told of the policy";
}

TEST(Shipped, EachProfileNamesItsSource) {
  for (const auto& path : files_in(kProfiles, ".toml")) {
    const auto text = slurp(path);
    std::size_t at = 0;
    for (auto next = text.find("[[profile]]"); next != text.npos;
         next = text.find("[[profile]]", at)) {
      EXPECT_NE(text.substr(at, next - at).find("\n# Source: "), std::string::npos)
          << path << " at byte " << next;
      at = next + 1;
    }
  }
}

TEST(Shipped, ExamplesWorkWithTheShippedProfiles) {
  const auto examples = files_in(kExamples, ".toml");
  EXPECT_GE(examples.size(), 5u);
  for (const auto& path : examples) {
    const auto loaded = with_profiles(path, slurp(path));
    EXPECT_EQ(messages(loaded), Messages{}) << path;
    EXPECT_FALSE(loaded.policy.rules.empty() && loaded.policy.module.empty()) << path;
  }
}

TEST(Shipped, TheExampleOfOverdriveHasTheLinesThatAreToldWhereItIsOff) {
  const auto lines = fmt::format("\n{}\n", fmt::join(kOverdrivePolicy, "\n"));
  const auto path = std::string(kExamples) + "/overdrive.toml";
  EXPECT_NE(slurp(path).find(lines), std::string::npos);
  const auto loaded = with_profiles(path, "format = 1" + lines);
  ASSERT_EQ(loaded.policy.module.size(), 1u);
  EXPECT_TRUE(loaded.policy.module[0].trusted);
  EXPECT_TRUE(turns_overdrive_on(to_string(loaded.policy.module[0].value)));
}

TEST(ManPage, DescribesEveryAttributeAndMatchKey) {
  const auto page = slurp(RMCP_POLICY_PAGE);
  for (const auto& knob : knobs()) {
    if (knob.scope != Scope::device) continue;
    const auto word = "*" + std::string(knob.name.substr(knob.name.find('.') + 1)) + "*";
    EXPECT_NE(page.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(page.find('@'), page.npos);
  for (const auto key : match_keys()) {
    EXPECT_NE(page.find("*" + std::string(key) + "*"), std::string::npos) << key;
  }
}

TEST(Schema, HasEveryKnob) {
  const auto schema = slurp(RMCP_POLICY_SCHEMA);
  for (const auto& knob : knobs()) {
    if (knob.kind == KnobKind::environment) continue;
    const auto key = "\"" + std::string(knob.name.substr(knob.name.find('.') + 1)) + "\": {";
    EXPECT_NE(schema.find(key), std::string::npos) << knob.name;
  }
}

TEST(ShippedSettings, AreTheDefaults) {
  const Folder folder;
  folder.write("rmcpd.toml", slurp(RMCP_SHIPPED_SETTINGS));
  const auto loaded = load_settings({folder.path()}, ::geteuid());
  EXPECT_TRUE(loaded.diagnostics.empty());
  EXPECT_EQ(loaded.settings.mode, Settings{}.mode);
  EXPECT_EQ(loaded.settings.log_level, Settings{}.log_level);
}

TEST(ShippedSettings, CommentedKeysShowTheDefaults) {
  auto text = slurp(RMCP_SHIPPED_SETTINGS);
  for (const auto* key : {"#mode", "#log_level"}) {
    const auto at = text.find(key);
    ASSERT_NE(at, std::string::npos) << key;
    text.erase(at, 1);
  }
  const Folder folder;
  folder.write("rmcpd.toml", text);
  const auto loaded = load_settings({folder.path()}, ::geteuid());
  EXPECT_TRUE(loaded.diagnostics.empty());
  EXPECT_EQ(loaded.settings.mode, Settings{}.mode);
  EXPECT_EQ(loaded.settings.log_level, Settings{}.log_level);
}

}  // namespace
}  // namespace rmcp::config::test
