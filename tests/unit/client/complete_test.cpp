// SPDX-License-Identifier: MIT
// What the shells are told may come next.
#include "client/complete/complete.hpp"

#include "client/document/json.hpp"
#include "client/verbs/verbs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

Json two_devices() {
  return Json::parse(R"({"devices":[
    {"address":"0000:03:00.0","name":"RX 6600","card":"card1","render_nodes":["renderD128"],
     "unique_id":"1122334455667788"},
    {"address":"0000:3f:00.0","name":"RX 7900","card":"card0","render_nodes":["renderD129"],
     "unique_id":null,"overrides":[{"knob":"attribute.power_cap","value":"250 W"},
                                   {"knob":"environment.HSA_ENABLE_SDMA","value":"0"}]}]})");
}

std::vector<std::string> words_for(const std::vector<std::string>& line, const Names& names) {
  std::vector<std::string> words;
  for (const auto& candidate : complete(line, names)) words.push_back(candidate.word);
  return words;
}

std::vector<std::string> after(const std::vector<std::string>& line) {
  return words_for(
      line, {two_devices,
             [] { return Json::parse(R"({"profiles":[{"name":"quiet"},{"name":"loud"}]})"); },
             [] {
               return Json::parse(R"({"libraries":[
                 {"name":"rocm-5.2","state":"ok","prefix":"/opt/rocm-5.2.0"},
                 {"name":"rocm-10.0","state":"broken","prefix":"/opt/rocm/core-10.0"}]})");
             }});
}

TEST(Complete, OffersEachVerb) {
  std::vector<std::string> all;
  for (const auto* verb : verbs()) all.emplace_back(verb->name);
  EXPECT_EQ(after({""}), all);
  EXPECT_EQ(after({}), all);
  EXPECT_THAT(after({"st"}), ElementsAre("status"));
  EXPECT_THAT(after({"--json", "--color=never", "prof"}), ElementsAre("profiles"));
}

TEST(Complete, OffersTheOptionsOfAllVerbsAndOfThisOne) {
  EXPECT_THAT(after({"--o"}), ElementsAre("--offline"));
  EXPECT_THAT(after({"plan", "--e"}), ElementsAre("--exit-code"));
  EXPECT_THAT(after({"list", "--e"}), IsEmpty());
  EXPECT_THAT(after({"wait", "--ti"}), ElementsAre("--timeout="));
}

TEST(Complete, OffersEveryOptionThatHelpNames) {
  for (const auto& option : global_options())
    EXPECT_THAT(after({std::string(option.name)}),
                Contains(std::string(option.name) + (option.takes_next_word() ? "=" : "")));
}

TEST(Complete, OffersTheValuesOfOptions) {
  EXPECT_THAT(after({"--json="}), ElementsAre("--json=pretty", "--json=short"));
  EXPECT_THAT(after({"--color=n"}), ElementsAre("--color=never"));
  EXPECT_THAT(after({"--color", "a"}), ElementsAre("auto", "always"));
  EXPECT_THAT(after({"list", "--bogus="}), IsEmpty());
}

TEST(Complete, LeavesHostsAndFoldersToTheShell) {
  EXPECT_THAT(after({"-H", ""}), ElementsAre(":host"));
  EXPECT_THAT(after({"--host=ro"}), ElementsAre(":host"));
  EXPECT_THAT(after({"--config-dirs", "/e"}), ElementsAre(":folder"));
}

TEST(Complete, LeavesCommandsToTheShell) {
  EXPECT_THAT(after({"inspect", "py"}), ElementsAre(":command"));
  EXPECT_THAT(after({"inspect", "--", ""}), ElementsAre(":command"));
  EXPECT_THAT(after({"inspect", "--", "python3", "-"}), ElementsAre(":file"));
  EXPECT_THAT(after({"inspect", "python3", "--mode"}), ElementsAre(":file"));
  EXPECT_THAT(after({"inspect", "--mode", "p"}), ElementsAre("path", "preload"));
  EXPECT_THAT(after({"inspect", "--target", "/"}), ElementsAre(":folder"));
}

TEST(Complete, OffersDevicesAsTheValueOfAnOption) {
  EXPECT_THAT(after({"inspect", "--device", ""}), ElementsAre("0000:03:00.0", "0000:3f:00.0"));
  EXPECT_THAT(after({"inspect", "--device=card"}), ElementsAre("--device=card1", "--device=card0"));
  EXPECT_THAT(after({"inspect", "-d", "0000:3"}), ElementsAre("0000:3f:00.0"));
}

TEST(Complete, OffersAddressesFirstAndOtherNamesToWhoBeginsOne) {
  EXPECT_THAT(after({"show", ""}), ElementsAre("0000:03:00.0", "0000:3f:00.0"));
  EXPECT_THAT(after({"show", "card"}), ElementsAre("card1", "card0"));
  EXPECT_THAT(after({"show", "renderD129"}), ElementsAre("renderD129"));
  EXPECT_THAT(after({"show", "3f"}), ElementsAre("3f:00.0"));
  EXPECT_THAT(after({"show", "1122"}), ElementsAre("1122334455667788"));
}

TEST(Complete, OffersADeviceOnceAndOneOnlyWhereTheVerbTakesOne) {
  EXPECT_THAT(after({"apply", "0000:03:00.0", ""}), ElementsAre("0000:3f:00.0"));
  EXPECT_THAT(after({"wait", "0000:03:00.0", ""}), IsEmpty());
  EXPECT_THAT(after({"reload", ""}), IsEmpty());
}

TEST(Complete, OffersKnobsProfilesAndActions) {
  EXPECT_THAT(after({"knobs", "attribute.pp_dpm_"}),
              IsSupersetOf({"attribute.pp_dpm_sclk", "attribute.pp_dpm_mclk"}));
  EXPECT_THAT(after({"profiles", ""}), ElementsAre("quiet", "loud"));
  EXPECT_THAT(after({"kernel", ""}), ElementsAre("explain"));
  EXPECT_THAT(after({"kernel", "explain", "noret"}), ElementsAre("noretry"));
  EXPECT_THAT(after({"kernel", "explain", "noretry", "0000:3f"}), ElementsAre("0000:3f:00.0"));
  EXPECT_THAT(after({"config", ""}),
              ElementsAre("check", "show", "cat", "new", "capture", "import"));
  EXPECT_THAT(after({"config", "import", ""}), ElementsAre(":file"));
  EXPECT_THAT(after({"config", "new", "0000:0"}), Not(IsEmpty()));
  EXPECT_THAT(after({"config", "check", ""}), ElementsAre(":toml"));
  EXPECT_THAT(after({"config", "show", ""}), IsEmpty());
}

TEST(Complete, OffersLibrarySetsWhereOneIsNamed) {
  for (const auto* action : {"show", "verify", "remove"}) {
    EXPECT_THAT(after({"library", action, ""}), ElementsAre("rocm-5.2", "rocm-10.0")) << action;
    EXPECT_THAT(after({"library", action, "rocm-5.2", ""}), IsEmpty()) << action;
  }
  EXPECT_THAT(after({"library", "show", "rocm-1"}), ElementsAre("rocm-10.0"));
  EXPECT_THAT(after({"library", "list", ""}), IsEmpty());
  EXPECT_THAT(after({"library", ""}),
              ElementsAre("list", "show", "verify", "add", "remove", "build"));
}

TEST(Complete, OffersLibrarySetsAsAValue) {
  EXPECT_THAT(after({"set", "03:00.0", "libr"}), ElementsAre("library="));
  EXPECT_THAT(after({"set", "03:00.0", "library="}),
              ElementsAre("library=none", "library=system", "library=auto", "library=rocm-5.2",
                          "library=rocm-10.0"));
  EXPECT_THAT(after({"set", "03:00.0", "library=rocm-5"}), ElementsAre("library=rocm-5.2"));
}

TEST(Complete, LeavesPrefixesAndRecipesToTheShell) {
  EXPECT_THAT(after({"library", "add", "/opt"}), ElementsAre(":folder"));
  EXPECT_THAT(after({"library", "build", ""}), ElementsAre(":toml"));
  EXPECT_THAT(after({"library", "build", "--dry-run", "a"}), ElementsAre(":toml"));
}

TEST(Complete, OffersTheOptionsOfTheActionAlone) {
  EXPECT_THAT(after({"library", "build", "--"}),
              AllOf(IsSupersetOf({"--dry-run", "--restart", "--select=", "--json"}),
                    Not(Contains("--match-gfx="))));
  EXPECT_THAT(
      after({"library", "add", "--"}),
      AllOf(IsSupersetOf({"--name=", "--priority=", "--match-gfx="}), Not(Contains("--dry-run"))));
  EXPECT_THAT(after({"library", "--r"}), ElementsAre("--restart"));
  EXPECT_THAT(after({"library", "build", "--select", ""}),
              ElementsAre("0000:03:00.0", "0000:3f:00.0"));
}

TEST(Complete, OffersNothingBehindAnActionThatDoesNotExist) {
  EXPECT_THAT(after({"library", "frobnicate", ""}), IsEmpty());
  EXPECT_THAT(after({"config", "frobnicate", ""}), IsEmpty());
  EXPECT_THAT(after({"library", "frobnicate", "--dry"}), IsEmpty());
}

TEST(Complete, OffersSettingsBehindTheDevice) {
  EXPECT_THAT(after({"set", "03:00.0", "attribute.runtime"}), ElementsAre("attribute.runtime_pm="));
  EXPECT_THAT(after({"set", "03:00.0", "attribute.runtime_pm="}),
              ElementsAre("attribute.runtime_pm=on", "attribute.runtime_pm=auto"));
  EXPECT_THAT(after({"set", "03:00.0", "power_c"}), ElementsAre("power_cap="));
  EXPECT_THAT(after({"set", "03:00.0", "power_cap="}), ElementsAre("power_cap=min"));
  EXPECT_THAT(after({"set", "03:00.0", "runtime_pm="}),
              ElementsAre("runtime_pm=on", "runtime_pm=auto"));
  EXPECT_THAT(after({"set", "03:00.0", "HSA_ENABLE_S"}), ElementsAre("HSA_ENABLE_SDMA="));
  EXPECT_THAT(after({"set", "03:00.0", ""}), Not(Contains("attribute.power_cap=")));
  EXPECT_THAT(after({"knobs", "power_c"}), ElementsAre("power_cap"));
  EXPECT_THAT(after({"use", "03:00.0", ""}), ElementsAre("quiet", "loud"));
  EXPECT_THAT(after({"use", "03:00.0", "quiet", ""}), IsEmpty());
}

TEST(Complete, OffersWhatIsSetToUnset) {
  EXPECT_THAT(after({"unset", "0000:3f:00.0", ""}), ElementsAre("power_cap", "HSA_ENABLE_SDMA"));
  EXPECT_THAT(after({"unset", "3f:00.0", "power_cap", ""}), ElementsAre("HSA_ENABLE_SDMA"));
  EXPECT_THAT(after({"unset", "03:00.0", ""}), IsEmpty());
}

TEST(Complete, OffersVerbsAndActionsToHelp) {
  EXPECT_THAT(after({"help", "stat"}), ElementsAre("status"));
  EXPECT_THAT(after({"help", "config", "c"}), ElementsAre("check", "cat", "capture"));
}

TEST(Complete, AsksNobodyForNamesThatAreNotWanted) {
  const auto never = []() -> Json { throw std::logic_error("asked"); };
  EXPECT_THAT(words_for({"plan", "--"}, {never, never}), Not(IsEmpty()));
  EXPECT_THAT(words_for({"knobs", ""}, {never, never}), Not(IsEmpty()));
}

TEST(Complete, OffersNothingWhereTheDaemonIsNotThere) {
  const auto nothing = [] { return Json(); };
  EXPECT_THAT(words_for({"show", ""}, {nothing, nothing}), IsEmpty());
}

}  // namespace
}  // namespace rmcp::client
