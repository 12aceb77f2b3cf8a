// SPDX-License-Identifier: MIT
// The policy of rmcp_devparam, and its lists.
#include "lib/module/probe_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Values = std::map<std::string, std::string>;

ProbeValues card(const char* address, std::uint16_t device, Values values) {
  return {.id = address,
          .address = *parse_pci_address(address),
          .pci = {.vendor = 0x1002,
                  .device = device,
                  .subsystem_vendor = 0x1da2,
                  .subsystem_device = 0xe409},
          .values = std::move(values)};
}

TEST(ProbePolicy, HasARuleForAModelWhereverItIsPluggedIn) {
  const auto policy =
      make_probe_policy({card("0000:03:00.0", 0x731f, {{"noretry", "1"}}),
                         card("0000:05:00.0", 0x73ff, {{"dc", "0"}, {"dpm", "1"}})});
  EXPECT_EQ(policy.text, "1002:731f:1da2:e409/noretry=1;1002:73ff:1da2:e409/dc=0/dpm=1");
  EXPECT_THAT(policy.left_out, IsEmpty());
}

TEST(ProbePolicy, OfEqualCardsThatWantTheSameIsOneRule) {
  const Values values{{"noretry", "1"}};
  EXPECT_EQ(make_probe_policy(
                {card("0000:03:00.0", 0x731f, values), card("0000:05:00.0", 0x731f, values)})
                .text,
            "1002:731f:1da2:e409/noretry=1");
}

TEST(ProbePolicy, KeepsEqualCardsApartBySlot) {
  EXPECT_EQ(make_probe_policy({card("0000:03:00.0", 0x731f, {{"noretry", "1"}}),
                               card("0000:05:00.0", 0x731f, {{"noretry", "0"}})})
                .text,
            "0000:03:00.0/noretry=1;0000:05:00.0/noretry=0");
}

TEST(ProbePolicy, GivesNothingToASiblingThatWantsNothing) {
  EXPECT_EQ(make_probe_policy({card("0000:03:00.0", 0x731f, {{"noretry", "1"}}),
                               card("0000:05:00.0", 0x731f, {})})
                .text,
            "0000:03:00.0/noretry=1");
}

TEST(ProbePolicy, QuotesAValueThatIsNotBare) {
  EXPECT_EQ(make_probe_policy(
                {card("0000:03:00.0", 0x731f, {{"virtual_display", "all;1"}, {"empty", ""}})})
                .text,
            "1002:731f:1da2:e409/empty=''/virtual_display='all;1'");
}

TEST(ProbePolicy, LeavesOutACardWithAValueThatCannotBeWritten) {
  const auto policy = make_probe_policy(
      {card("0000:03:00.0", 0x731f, {{"x", "it's"}}), card("0000:05:00.0", 0x73ff, {{"dc", "0"}})});
  EXPECT_EQ(policy.text, "1002:73ff:1da2:e409/dc=0");
  EXPECT_THAT(policy.left_out,
              ElementsAre(Pair("0000:03:00.0",
                               "rmcp_devparam takes no quotes and no backslash in a value: "
                               "parameter.x")));
}

TEST(ProbePolicy, NamesTheCardsThatDoNotFitAndKeepsTheOthersWhole) {
  const auto policy = make_probe_policy({card("0000:03:00.0", 0x731f, {{"noretry", "1"}}),
                                         card("0000:05:00.0", 0x73ff, {{"text", "0123456789"}}),
                                         card("0000:06:00.0", 0x744c, {{"dc", "0"}})},
                                        60);
  EXPECT_EQ(policy.text, "1002:731f:1da2:e409/noretry=1;1002:744c:1da2:e409/dc=0");
  EXPECT_THAT(
      policy.left_out,
      ElementsAre(Pair("0000:05:00.0", "does not fit into the 60 characters of rmcp_devparam")));
}

TEST(ProbePolicy, NamesEachCardOfAModelThatDoesNotFit) {
  const Values values{{"text", "0123456789"}};
  EXPECT_EQ(make_probe_policy(
                {card("0000:03:00.0", 0x731f, values), card("0000:05:00.0", 0x731f, values)}, 20)
                .left_out.size(),
            2u);
}

TEST(ProbePolicy, HasNoRuleForASlotThatAnotherCardHasTaken) {
  auto gone = card("0000:03:00.0", 0x731f, {{"noretry", "1"}});
  gone.id = "gone";
  gone.present = false;
  const auto sibling = card("0000:05:00.0", 0x731f, {});
  EXPECT_EQ(make_probe_policy({sibling, gone}).text, "0000:03:00.0/noretry=1");
  const auto policy = make_probe_policy({sibling, card("0000:03:00.0", 0x73ff, {}), gone});
  EXPECT_EQ(policy.text, "");
  EXPECT_THAT(policy.left_out,
              ElementsAre(Pair("gone", "not plugged in, and another card is in its slot")));
}

TEST(ProbedWith, IsReadWithItsStageAndValues) {
  const auto probed = parse_probed_with("bound\nnoretry=1\nlockup_timeout=3000,60000\n");
  ASSERT_TRUE(probed);
  EXPECT_EQ(probed->stage, ProbedWith::Stage::bound);
  EXPECT_FALSE(probed->uncertain);
  EXPECT_FALSE(probed->cut_short);
  EXPECT_THAT(probed->values,
              ElementsAre(Pair("lockup_timeout", "3000,60000"), Pair("noretry", "1")));
}

TEST(ProbedWith, SaysWhenItIsNotTheWholeTruth) {
  const auto probed = parse_probed_with("failed uncertain\nnoretry=1\n...\n");
  ASSERT_TRUE(probed);
  EXPECT_EQ(probed->stage, ProbedWith::Stage::failed);
  EXPECT_TRUE(probed->uncertain);
  EXPECT_TRUE(probed->cut_short);
}

TEST(ProbedWith, OfAnotherModuleIsRefused) {
  EXPECT_EQ(parse_probed_with("ready\n").error().text, "unknown state 'ready' of a probe");
  EXPECT_FALSE(parse_probed_with(""));
}

}  // namespace
}  // namespace rmcp
