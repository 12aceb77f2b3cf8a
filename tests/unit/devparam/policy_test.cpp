// SPDX-License-Identifier: MIT
// The module's policy: what is one, what is said of a text that is none, and which values a device
// gets.
#include "policy_reader.hpp"

#include <gmock/gmock.h>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t longest = 4094;
const DevparamDevice navi10{{0, 3, 0, 0}, {0x1002, 0x731f, 0x1458, 0x2313}};
const DevparamDevice behind_vmd{{0x10000, 0xe1, 0x1f, 7}, {0x1002, 0x73ff, 0x1043, 0x05e3}};

std::string rules_of_length(std::size_t length) {
  std::string text = "*/a=";
  return text + std::string(length - text.size(), '1');
}

// --- What is a policy ---

TEST(DevparamPolicy, HasRulesOfASelectorAndSettings) {
  const auto read = read_devparam("1002:731f/noretry=1/dc=0;0000:03:00.0/lockup_timeout=1,2");
  EXPECT_EQ(read.fault, "");
  EXPECT_THAT(read.settings, ElementsAre(DevparamSetting{"1002:731f", "noretry", "1"},
                                         DevparamSetting{"1002:731f", "dc", "0"},
                                         DevparamSetting{"0000:03:00.0", "lockup_timeout", "1,2"}));
}

TEST(DevparamPolicy, MayBeEmptyAndMayHaveEmptyLines) {
  for (const auto* text : {"", ";", "\n\n", ";\n;"}) {
    EXPECT_EQ(read_devparam(text).fault, "") << text;
    EXPECT_THAT(devparam_of(text, navi10), IsEmpty()) << text;
  }
  EXPECT_THAT(devparam_of("\n*/a=1\n;\n1002:731f/b=2\n", navi10), ElementsAre("a=1", "b=2"));
}

TEST(DevparamPolicy, HasAnyTextAsAValueInQuotes) {
  const auto read = read_devparam("*/virtual_display='0000:03:00.0,4;all x/y'/empty=''/dc=1");
  EXPECT_EQ(read.fault, "");
  EXPECT_THAT(read.settings,
              ElementsAre(DevparamSetting{"*", "virtual_display", "0000:03:00.0,4;all x/y"},
                          DevparamSetting{"*", "empty", ""}, DevparamSetting{"*", "dc", "1"}));
}

TEST(DevparamPolicy, IsAtMostAPage) {
  EXPECT_EQ(read_devparam(rules_of_length(longest)).fault, "");
  const auto read = read_devparam(rules_of_length(longest + 1));
  EXPECT_THAT(read.fault, HasSubstr("longer than 4094"));
  EXPECT_EQ(read.place, longest);
}

TEST(DevparamPolicy, ReadsSelectorsOfEveryKind) {
  for (const auto* selector :
       {"*", "1002:731f", "1002:731F", "1002:731f:1458:2313", "0000:03:00.0", "00000000:03:00.0"}) {
    EXPECT_THAT(devparam_of(std::string(selector) + "/a=1", navi10), ElementsAre("a=1"))
        << selector;
  }
  EXPECT_THAT(devparam_of("10000:e1:1f.7/a=1", behind_vmd), ElementsAre("a=1"));
}

// --- What is not ---

struct Wrong {
  std::string text;
  std::size_t place;
  std::string why;
};

class WrongDevparamPolicy : public testing::TestWithParam<Wrong> {};

TEST_P(WrongDevparamPolicy, IsRefusedWithThePlaceAndTheReason) {
  const auto& [text, place, why] = GetParam();
  const auto read = read_devparam(text);
  EXPECT_THAT(read.fault, HasSubstr(why)) << text;
  EXPECT_EQ(read.place, place) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Selectors, WrongDevparamPolicy,
    testing::Values(Wrong{"/a=1", 0, "not *"}, Wrong{"**/a=1", 0, "not *"},
                    Wrong{" */a=1", 0, "not *"}, Wrong{"*/a=1; */b=1", 6, "not *"},
                    Wrong{"1002/a=1", 0, "not *"}, Wrong{"1002:731/a=1", 0, "not *"},
                    Wrong{"1002:731f:1458/a=1", 0, "not *"},
                    Wrong{"1002:731f:1458:2313:0/a=1", 0, "not *"},
                    Wrong{"1002:731g/a=1", 0, "not *"}, Wrong{"0x1002:731f/a=1", 0, "not *"},
                    Wrong{"03:00.0/a=1", 0, "not *"}, Wrong{"0000:03:20.0/a=1", 0, "not *"},
                    Wrong{"0000:03:00.8/a=1", 0, "not *"}, Wrong{"0000:3:00.0/a=1", 0, "not *"},
                    Wrong{"000000000:03:00.0/a=1", 0, "not *"},
                    Wrong{"0000:03:00.0x/a=1", 0, "not *"}, Wrong{"*", 1, "needs /NAME=VALUE"},
                    Wrong{"*;*/a=1", 1, "needs /NAME=VALUE"}));

INSTANTIATE_TEST_SUITE_P(
    Settings, WrongDevparamPolicy,
    testing::Values(Wrong{"*/", 2, "name is missing"}, Wrong{"*/=1", 2, "name is missing"},
                    Wrong{"*/a=1/", 6, "name is missing"}, Wrong{"*//a=1", 2, "name is missing"},
                    Wrong{"*/a", 3, "= is missing"}, Wrong{"*/a-b=1", 3, "= is missing"},
                    Wrong{"*/amdgpu.dc=1", 8, "= is missing"}, Wrong{"*/a =1", 3, "= is missing"},
                    Wrong{"*/a=", 4, "value is missing"}, Wrong{"*/a=/b=1", 4, "value is missing"},
                    Wrong{"*/a=;", 4, "value is missing"}, Wrong{"*/a=1 ", 5, "not part"},
                    Wrong{"*/a=1 2", 5, "not part"}, Wrong{"*/a=1'2'", 5, "not part"},
                    Wrong{"*/a='1'2", 7, "not part"}, Wrong{"*/a=\"1\"", 4, "value is missing"},
                    Wrong{"*/a='1", 4, "quotes"}, Wrong{"*/a='1\n2'", 6, "quotes"},
                    Wrong{"*/a='\"'", 5, "quotes"}, Wrong{"*/a=\x7f", 4, "value is missing"},
                    Wrong{"*/a=1\xc3\xa4", 5, "not part"}, Wrong{"*/a=1\t", 5, "not part"}));

INSTANTIATE_TEST_SUITE_P(Twice, WrongDevparamPolicy,
                         testing::Values(Wrong{"*/a=1/b=2/a=1", 10, "twice"},
                                         Wrong{"*/a=1;*/a=2", 8, "twice"},
                                         Wrong{"1002:731f/a=1;1002:731F/b=1/a=2", 28, "twice"},
                                         Wrong{"0000:03:00.0/a=1;00000:03:00.0/a=1", 31, "twice"}));

TEST(DevparamPolicy, MaySetAParameterForSeveralSelectors) {
  EXPECT_EQ(read_devparam("*/a=1;1002:731f/a=2;1002:73ff/a=3;*/b=1").fault, "");
  EXPECT_EQ(read_devparam("*/a=1/ab=1/A=1").fault, "");
}

// --- Which values a device gets ---

TEST(DevparamPolicy, TakesEachParameterFromTheMostSpecificRule) {
  const std::string any = "*/a=any/b=any/c=any/d=any", model = "1002:731f/a=model/b=model/c=model",
                    board = "1002:731f:1458:2313/a=board/b=board", slot = "0000:03:00.0/a=slot";
  // The order of the rules makes no difference to the values.
  for (const auto& text : {any + ";" + model + ";" + board + ";" + slot,
                           slot + ";" + board + ";" + model + ";" + any}) {
    EXPECT_THAT(devparam_of(text, navi10),
                testing::UnorderedElementsAre("a=slot", "b=board", "c=model", "d=any"));
    EXPECT_THAT(devparam_of(text, behind_vmd),
                testing::UnorderedElementsAre("a=any", "b=any", "c=any", "d=any"));
  }
}

TEST(DevparamPolicy, LeavesADeviceAloneThatItDoesNotMean) {
  for (const auto* selector :
       {"1002:73ff", "1003:731f", "1002:731f:1458:2314", "1002:731f:1459:2313", "0000:03:00.1",
        "0000:03:01.0", "0000:04:00.0", "0001:03:00.0"}) {
    EXPECT_THAT(devparam_of(std::string(selector) + "/a=1", navi10), IsEmpty()) << selector;
  }
}

TEST(DevparamPolicy, AgreesWithAnotherThatSaysTheSameOfADevice) {
  EXPECT_TRUE(devparam_agrees("", "", navi10));
  EXPECT_TRUE(devparam_agrees("*/a=1", "1002:731f/a=1", navi10));
  EXPECT_TRUE(devparam_agrees("*/a=1", "*/a=1;0000:04:00.0/a=2/b=3", navi10));
  EXPECT_FALSE(devparam_agrees("*/a=1", "", navi10));
  EXPECT_FALSE(devparam_agrees("", "*/a=1", navi10));
  EXPECT_FALSE(devparam_agrees("*/a=1", "*/a=2", navi10));
  EXPECT_FALSE(devparam_agrees("*/a=1", "*/b=1", navi10));
  EXPECT_FALSE(devparam_agrees("*/a=1", "*/a=1/b=1", navi10));
  EXPECT_FALSE(devparam_agrees("*/a=1", "*/a=1;0000:03:00.0/a=2", navi10));
}

}  // namespace
}  // namespace rmcp::test
