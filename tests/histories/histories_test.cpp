// SPDX-License-Identifier: MIT
// What a history holds against rmcpd, and that the same seed tells the same one.
#include "model.hpp"
#include "step.hpp"
#include "wishes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace rmcp::histories {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kCap = "hwmon/power1_cap";
constexpr auto kClocks = "pp_od_clk_voltage:committed";
constexpr auto kCapKnob = "attribute.power_cap";

Card bound_card() {
  Card card{std::string(kInside)};
  card.bind({{kCap, "100000000\n"}, {kClocks, "1: 2607Mhz\n"}});
  return card;
}
Seen seen(const std::string& state, const std::string& cap = "100000000\n",
          const std::string& clocks = "1: 2607Mhz\n") {
  return {state, 0, {}, {{kCap, cap}, {kClocks, clocks}}};
}

TEST(Model, FindsNothingWrongWithACardAsItWas) {
  EXPECT_THAT(bound_card().complaints(seen("held"), 100), IsEmpty());
  EXPECT_THAT(bound_card().complaints_after_revert(seen("held")), IsEmpty());
}

TEST(Model, MissesAWishThatIsSaidToBeApplied) {
  Seen lie = seen("applied");
  lie.settings = {{kCapKnob, "95 W"}};
  EXPECT_THAT(bound_card().complaints(lie, 100),
              ElementsAre(HasSubstr("attribute.power_cap = 95 W is not in force: 100000000")));
  lie.state = "degraded";
  EXPECT_THAT(bound_card().complaints(lie, 100), IsEmpty());
  lie.state = "applied";
  lie.hardware[kCap] = "95000000\n";
  EXPECT_THAT(bound_card().complaints(lie, 100), IsEmpty());
}

TEST(Model, KnowsAllThatPolicyWants) {
  Seen odd = seen("applied");
  odd.settings = {{kCapKnob, "1 W"}};
  EXPECT_THAT(bound_card().complaints(odd, 100), ElementsAre(HasSubstr("no wish of ours")));
}

TEST(Model, MissesOriginalsOfAHeldCard) {
  EXPECT_THAT(bound_card().complaints(seen("held", "95000000\n"), 100),
              ElementsAre(HasSubstr("hwmon/power1_cap: was 100000000")));
  EXPECT_THAT(bound_card().complaints_after_revert(seen("applied", "95000000\n")),
              ElementsAre(HasSubstr("not held"), HasSubstr("was 100000000")));
}

TEST(Model, TakesWhatAnotherProgramWroteForTheOriginalOfWhatNobodyWants) {
  Card card = bound_card();
  ASSERT_TRUE(card.may_be_written(kCap, seen("applied")));
  card.write_by_other(kCap, "98000000", seen("applied"));
  EXPECT_THAT(card.complaints(seen("held", "98000000\n"), 100), IsEmpty());
}

TEST(Model, KeepsTheOriginalWhenAnotherProgramWritesOverRmcpd) {
  Card card = bound_card();
  Seen wanted = seen("applied", "95000000\n");
  wanted.settings = {{kCapKnob, "95 W"}};
  ASSERT_TRUE(card.may_be_written(kCap, wanted));
  card.write_by_other(kCap, "98000000", wanted);
  EXPECT_THAT(card.complaints(seen("held"), 100), IsEmpty());
  // Whose the value is that is wanted, and there already, cannot be told from outside.
  wanted.hardware[kCap] = "100000000\n";
  EXPECT_FALSE(card.may_be_written(kCap, wanted));
}

TEST(Model, ForgetsWithTheBinding) {
  Card card = bound_card();
  card.write_by_other(kCap, "98000000", seen("applied"));
  card.unbind();
  EXPECT_THAT(card.complaints(seen("held", "1\n"), 100), IsEmpty());
  card.bind({{kCap, "100000000\n"}});
  EXPECT_THAT(card.complaints(seen("held"), 100), IsEmpty());
}

TEST(Model, SuffersRiskyValuesOnTrialOrConfirmedOnly) {
  Card card = bound_card();
  Seen risky = seen("unconfirmed", "100000000\n", "1: 2400Mhz\n");
  EXPECT_THAT(card.complaints(risky, 100),
              ElementsAre(HasSubstr("neither confirmed nor on trial")));
  risky.trial_until = 102;
  EXPECT_THAT(card.complaints(risky, 100), IsEmpty());
  card.confirm(risky);
  risky.trial_until = 0;
  EXPECT_THAT(card.complaints(risky, 100), IsEmpty());
  risky.hardware[kClocks] = "1: 2300Mhz\n";
  EXPECT_THAT(card.complaints(risky, 100), ElementsAre(HasSubstr("2300 MHz is in force")));
}

TEST(Model, MissesTheEndOfATrial) {
  Card card = bound_card();
  Seen late = seen("unconfirmed");
  late.trial_until = 100;
  EXPECT_THAT(card.complaints(late, 101), IsEmpty());
  EXPECT_THAT(card.complaints(late, 110), ElementsAre(HasSubstr("to be over 10.0 s ago")));
  card.begin_reset();
  EXPECT_THAT(card.complaints(late, 110), IsEmpty());
  card.end_reset(111);
  EXPECT_THAT(card.complaints(late, 112), IsEmpty());
  EXPECT_THAT(card.complaints(late, 130), ElementsAre(HasSubstr("to be over")));
}

TEST(Wishes, OfPoliciesAreAllKnown) {
  // Each is looked up by the text that rmcpd gives back.
  EXPECT_NE(find_wish(kInside, kCapKnob, "95 W"), nullptr);
  EXPECT_EQ(find_wish(kExternal, kCapKnob, "95 W"), nullptr);
  for (const Wish& wish : wishes()) {
    EXPECT_THAT(watched_attributes(), testing::Contains(std::string(wish.attribute)));
  }
}

std::vector<std::string> steps(std::uint32_t seed, unsigned count) {
  Generator generator(seed);
  std::vector<Card> cards{bound_card(), Card(std::string(kExternal))};
  std::vector<std::string> texts;
  for (unsigned i = 0; i < count; ++i) texts.push_back(generator.next(cards).text());
  return texts;
}

TEST(Generator, TellsTheSameHistoryOfTheSameSeed) {
  EXPECT_EQ(steps(7, 100), steps(7, 100));
  EXPECT_NE(steps(7, 100), steps(8, 100));
}

TEST(Generator, DoesOnlyWhatCanBeDone) {
  for (const std::string& step : steps(1, 2000)) {
    // Nothing can be unplugged or bound, no reset ends.
    EXPECT_FALSE(step.starts_with("unplug") || step.starts_with("bind") ||
                 step.starts_with("end the reset"))
        << step;
  }
}

TEST(Generator, TellsOfEverything) {
  std::set<std::string> seen;
  for (const std::string& step : steps(1, 2000)) seen.insert(step.substr(0, step.find(' ')));
  EXPECT_THAT(
      seen, testing::IsSupersetOf({"plug", "unbind", "change", "wedge", "begin", "suspend", "write",
                                   "reload", "set", "unset", "apply", "try", "confirm", "revert",
                                   "restart", "kill", "boot", "compare", "wait"}));
}

}  // namespace
}  // namespace rmcp::histories
