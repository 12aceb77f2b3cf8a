// SPDX-License-Identifier: MIT
// Cards as policy text.
#include "lib/plan/rule_text.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class RuleText : public testing::Test {
 protected:
  RuleText() {
    card.address = {0, 3, 0, 0};
    card.pci.device = 0x73ff;
    card.pci.subsystem_vendor = 0x1458;
    card.pci.subsystem_device = 0x2334;
    card.binding.driver = "amdgpu";
    card.name = "AMD Radeon RX 6600";
    readings[kLevel] = shows("auto");
    readings[kCap] = shows_cap("100000000");
  }

  std::string fresh() const { return new_rule({card, present, readings}); }
  std::string captured() const { return captured_rule({card, present, readings}); }

  Device card;
  std::vector<const Device*> present{&card};
  Readings readings;
};

TEST_F(RuleText, MatchesByTheBestIdentity) {
  EXPECT_THAT(fresh(), HasSubstr("device = \"0x73ff\"\nsubsystem_vendor = \"0x1458\"\n"));
  EXPECT_THAT(fresh(), HasSubstr("for all cards of this model"));
  Device twin = card;
  twin.address = {0, 6, 0, 0};
  present.push_back(&twin);
  EXPECT_THAT(fresh(), HasSubstr("\naddress = \"0000:03:00.0\"\n"));
  EXPECT_THAT(fresh(), HasSubstr("only the slot tells them apart"));
  card.identity.serial = "PCB\"1";
  EXPECT_THAT(fresh(), HasSubstr("serial = \"PCB\\\"1\"\n"));
  card.identity.unique_id = 0x1234;
  EXPECT_THAT(fresh(), HasSubstr("\nunique_id = \"0000000000001234\"\n"));
  EXPECT_THAT(fresh(), Not(HasSubstr("\naddress")));
}

TEST_F(RuleText, ShowsWhatTheCardHasWithItsOwnLimits) {
  const auto text = fresh();
  EXPECT_THAT(text, HasSubstr("#power_cap = \"100 W\"\n"));
  EXPECT_THAT(text, HasSubstr("94 W to 120 W"));
  EXPECT_THAT(text, HasSubstr("#power_dpm_force_performance_level = \"auto\"\n"));
  EXPECT_THAT(text, Not(HasSubstr("pp_dpm_sclk")));
  EXPECT_THAT(text, HasSubstr("\n[rule.attribute]\n"));
}

TEST_F(RuleText, ShowsRangesOfTheCardsTablesAndAnExampleInsideThem) {
  readings["overdrive.core_clock_max"] =
      shows("OD_SCLK:\n0: 500Mhz\n1: 2900Mhz\nOD_RANGE:\nSCLK: 500Mhz 2900Mhz\n");
  EXPECT_THAT(fresh(), HasSubstr("#   500 to 2900 MHz; for example \"2660 MHz\"\n"
                                 "#core_clock_max = \"2900 MHz\"\n"));
  EXPECT_THAT(fresh(), HasSubstr("; for example \"94 W\"\n#power_cap = "));
}

TEST_F(RuleText, SaysHowOverdriveIsTurnedOn) {
  EXPECT_THAT(fresh(), Not(HasSubstr("overdrive")));
  Reading absent;
  absent.companions["driver/module/parameters/ppfeaturemask"] = "0xfff7bfff";
  readings["overdrive.core_clock_max"] = absent;
  EXPECT_THAT(fresh(), HasSubstr("overdrive is off (bit 0x4000 of ppfeaturemask"));
  EXPECT_THAT(fresh(), HasSubstr("#   [module.amdgpu]\n#   trusted = true\n"
                                 "#   ppfeaturemask = { add = [\"overdrive\"] }\n"));
  EXPECT_THAT(fresh(), Not(HasSubstr("config new")));
  readings["overdrive.core_clock_max"].companions.begin()->second = "0xffffffff";
  EXPECT_THAT(fresh(), Not(HasSubstr("trusted")));
}

TEST_F(RuleText, CapturesOnlyWhatIsNotAsTheDriverStartsWithIt) {
  EXPECT_THAT(captured(), Not(HasSubstr("[rule.attribute]")));
  readings[kCap] = shows_cap("95000000");
  EXPECT_THAT(captured(), HasSubstr("\n[rule.attribute]\npower_cap = \"95 W\"\n"));
  EXPECT_THAT(captured(), Not(HasSubstr("performance_level")));
}

TEST_F(RuleText, SaysWhatCannotBeToldWithoutWakingTheCard) {
  EXPECT_THAT(captured(), Not(HasSubstr("suspended")));
  readings[kCap] = suspended();
  EXPECT_THAT(captured(), HasSubstr("# The card is suspended and was not woken"));
  EXPECT_THAT(fresh(), Not(HasSubstr("power_cap")));
}

TEST_F(RuleText, NoNameCanBreakOutOfItsString) {
  card.name = "x\"\n[[rule]]\nname = \"y\\";
  const auto text = fresh();
  EXPECT_THAT(text, HasSubstr("name = \"x\\\"[[rule]]name = \\\"y\\\\\"\n"));
  EXPECT_EQ(text.find("\n[[rule]]\n"), text.rfind("\n[[rule]]\n"));
}

}  // namespace
}  // namespace rmcp::test
