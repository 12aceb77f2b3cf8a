// SPDX-License-Identifier: MIT
// The difference between what policy wants and what is.
#include "lib/plan/plan.hpp"

#include "tests/unit/policy_builder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

/// `set power_cap change 100 W -> 95 W [95000000]`, one line a step.
std::string text(const Plan& plan) {
  std::string out;
  for (const auto& s : plan.steps) {
    out += fmt::format("{} {} {} {} -> {} [{}]{}{}\n",
                       s.action == Step::Action::set ? "set" : "restore",
                       s.name.substr(s.name.rfind('.') + 1), to_string(s.verdict.state), s.from,
                       s.to, s.bytes.write, s.verdict.reason.empty() ? "" : " ", s.verdict.reason);
  }
  return out;
}

const std::string kLevels = "0: 500Mhz \n1: 2605Mhz *";

TEST(Plan, WritesOnlyWhatDiffers) {
  const auto d = desired({setting(kLevel, "high"), setting(kCap, "95 W")});
  const Readings readings{{kLevel, shows("high")}, {kCap, shows_cap("100000000")}};
  EXPECT_EQ(text(make_plan(d, readings, {})),
            "set power_dpm_force_performance_level already high -> high [high]\n"
            "set power_cap change 100 W -> 95 W [95000000]\n");
}

TEST(Plan, IsEmptyOfChangesWhenRepeated) {
  const auto d = desired({setting(kCap, "97 %")});
  const Readings readings{{kCap, shows_cap("97000000")}};
  EXPECT_EQ(make_plan(d, readings, {{kCap, {"100000000", "97 %"}}}).changes(), 0u);
}

TEST(Plan, KeepsTheBytesThatBringTheOldValueBack) {
  const auto d = desired({setting(kThermal, Scalar{std::int64_t{30}})});
  const Readings readings{
      {kThermal,
       shows("0000:03:00.0: thermal throttling logging enabled, with interval 60 seconds")}};
  const auto plan = make_plan(d, readings, {});
  ASSERT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.steps[0].way_back.original, "60");
}

TEST(Plan, TakesTheCardsMinimumWhereThatIsAllowedAndSaysSo) {
  const auto planned = [](const char* value, const char* now, const Originals& originals = {}) {
    const Readings readings{{kCap, shows_cap(now)}};
    return make_plan(desired({setting(kCap, value)}), readings, originals).steps.at(0);
  };
  const auto lower = planned("90 % or min", "100000000");
  EXPECT_EQ(lower.bytes.write, "94000000");
  EXPECT_EQ(lower.from + " -> " + lower.to, "100 W -> 94 W");
  EXPECT_EQ(lower.goal.value, "90 % or min");
  EXPECT_EQ(lower.goal.remark, "90 % is 90 W; the card's minimum is 94 W");
  EXPECT_EQ(lower.verdict.reason, "");
  const auto there = planned("90 % or min", "94000000", {{kCap, {"100000000", "90 % or min"}}});
  EXPECT_EQ(there.verdict.state, StepState::already);
  EXPECT_EQ(there.goal.remark, lower.goal.remark);
  EXPECT_EQ(planned("90 %", "100000000").verdict.reason,
            "90 % is below the card's minimum of 94 W; write \"90 % or min\"");
  EXPECT_EQ(planned("min", "94000000").verdict.state, StepState::already);
}

TEST(Plan, SaysNothingOfTheMinimumOfACardThatSleeps) {
  Reading asleep;
  asleep.status = Reading::Status::suspended;
  const auto step =
      make_plan(desired({setting(kCap, "90 % or min")}), {{kCap, asleep}}, {}).steps.at(0);
  EXPECT_EQ(step.to, "90 % or min");
  EXPECT_EQ(step.goal.remark, "");
  EXPECT_EQ(step.verdict.reason, "suspended: the write will wake it");
}

TEST(Plan, SaysWhatTheCardDoesNotHave) {
  const auto d = desired({setting(kCap, "95 W")});
  EXPECT_EQ(text(make_plan(d, {}, {})),
            "set power_cap unsupported  -> 95 W [] this card has no hwmon/power1_cap\n");
}

TEST(Plan, SaysWhatTheCardCannotHave) {
  const auto d = desired({setting(kCap, "130 W")});
  EXPECT_EQ(
      text(make_plan(d, {{kCap, shows_cap("100000000")}}, {})),
      "set power_cap impossible 100 W -> 130 W [] 130 W is above the card's maximum of 120 W\n");
}

TEST(Plan, SaysWhatIsRisky) {
  const Readings readings{{kCap, shows_cap("100000000")}};
  const auto risk_of = [&](const char* value) {
    return make_plan(desired({setting(kCap, value)}), readings, {}).steps.at(0).goal.risk;
  };
  EXPECT_EQ(risk_of("95 W"), Risk::safe);
  EXPECT_EQ(risk_of("110 W"), Risk::confirm);
}

TEST(Plan, NeverCallsARestoreRisky) {
  const auto plan = make_plan({}, {{kCap, shows_cap("95000000")}}, {{kCap, {"115000000", "95 W"}}});
  ASSERT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.steps[0].bytes.write, "115000000");
  EXPECT_EQ(plan.steps[0].goal.risk, Risk::safe);
}

TEST(Plan, SaysWhatCannotBeRead) {
  const auto d = desired({setting(kLevel, "high")});
  const Readings readings{
      {kLevel, {.status = Reading::Status::failed, .error = 5, .message = "EIO (I/O error)"}}};
  EXPECT_EQ(
      text(make_plan(d, readings, {})),
      "set power_dpm_force_performance_level failed  -> high [] cannot be read: EIO (I/O error)\n");
}

TEST(Plan, FollowsTheTableNotThePolicy) {
  const auto d =
      desired({setting(kSclk, "0"), setting(kRuntimePm, "on"), setting(kLevel, "manual")});
  const Readings readings{
      {kSclk, shows(kLevels)}, {kRuntimePm, shows("auto")}, {kLevel, shows("auto")}};
  EXPECT_EQ(text(make_plan(d, readings, {})),
            "set runtime_pm change auto -> on [on]\n"
            "set power_dpm_force_performance_level change auto -> manual [manual]\n"
            "set pp_dpm_sclk change  -> 0 [0]\n");
}

TEST(Plan, SkipsWhatNeedsAnotherKnob) {
  const auto d = desired({setting(kSclk, "0")});
  const Readings automatic{{kSclk, shows(kLevels)}, {kLevel, shows("auto")}};
  EXPECT_EQ(text(make_plan(d, automatic, {})),
            "set pp_dpm_sclk skipped  -> 0 [0] needs attribute.power_dpm_force_performance_level = "
            "manual\n");
  const Readings manual{{kSclk, shows(kLevels)}, {kLevel, shows("manual")}};
  EXPECT_EQ(make_plan(d, manual, {}).changes(), 1u);
}

TEST(Plan, SkipsWhatPolicyItselfMakesImpossible) {
  const auto d = desired({setting(kSclk, "0"), setting(kLevel, "high")});
  const Readings readings{{kSclk, shows(kLevels)}, {kLevel, shows("manual")}};
  const auto plan = make_plan(d, readings, {});
  EXPECT_EQ(plan.steps[1].verdict.state, StepState::skipped);
}

TEST(Plan, TakesUnreadableSettingsAsWritten) {
  const auto d = desired({setting(kSclk, "0"), setting(kLevel, "manual")});
  const Readings readings{{kSclk, shows(kLevels)}, {kLevel, shows("manual")}};
  const Originals ours{{kSclk, {"", "0"}}, {kLevel, {"auto", "manual"}}};
  EXPECT_EQ(make_plan(d, readings, ours).changes(), 0u);
  const Originals other{{kSclk, {"", "1"}}, {kLevel, {"auto", "manual"}}};
  EXPECT_EQ(make_plan(d, readings, other).changes(), 1u);
}

TEST(Plan, RepeatsMasksThatALevelChangeResets) {
  const auto d = desired({setting(kSclk, "0"), setting(kLevel, "manual")});
  const Readings readings{{kSclk, shows(kLevels)}, {kLevel, shows("auto")}};
  const Originals ours{{kSclk, {"", "0"}}, {kLevel, {"auto", "manual"}}};
  EXPECT_EQ(make_plan(d, readings, ours).changes(), 2u);
}

TEST(Plan, RestoresWhatIsNoLongerWanted) {
  const Readings readings{{kLevel, shows("high")}, {kCap, shows_cap("95000000")}};
  const Originals ours{{kLevel, {"auto", "high"}}, {kCap, {"120000000", "95 W"}}};
  EXPECT_EQ(text(make_plan({}, readings, ours)),
            "restore power_cap change 95 W -> 120 W [120000000]\n"
            "restore power_dpm_force_performance_level change high -> auto [auto]\n");
}

TEST(Plan, RestoresBeforeItSets) {
  const auto d = desired({setting(kRuntimePm, "on")});
  const Readings readings{{kLevel, shows("high")}, {kRuntimePm, shows("auto")}};
  const auto plan = make_plan(d, readings, {{kLevel, {"auto", "high"}}});
  EXPECT_EQ(plan.steps[0].action, Step::Action::restore);
  EXPECT_EQ(plan.steps[1].action, Step::Action::set);
}

TEST(Plan, RestoresTheModeByItsIndex) {
  const auto table = " 0 BOOTUP_DEFAULT :\n 1 3D_FULL_SCREEN :\n 5 COMPUTE*:";
  const Readings readings{{kMode, shows(table)}, {kLevel, shows("manual")}};
  EXPECT_EQ(text(make_plan({}, readings, {{kMode, {"1", "compute"}}})),
            "restore pp_power_profile_mode change compute -> 3d_full_screen [1]\n");
}

TEST(Plan, GivesAllLevelsBackWhileManual) {
  const Originals ours{{kSclk, {"", "0"}}};
  EXPECT_EQ(text(make_plan({}, {{kSclk, shows(kLevels)}, {kLevel, shows("manual")}}, ours)),
            "restore pp_dpm_sclk change  -> all [0 1]\n");
  EXPECT_EQ(make_plan({}, {{kSclk, shows(kLevels)}, {kLevel, shows("auto")}}, ours).changes(), 0u);
}

TEST(Plan, GivesAllLevelsOfASleepingClockBack) {
  const Originals ours{{kSclk, {"", "2"}}};
  const auto asleep = shows_levels("S: 19Mhz *\n1: 500Mhz \n2: 2975Mhz ", "14.0.2");
  EXPECT_EQ(text(make_plan({}, {{kSclk, asleep}, {kLevel, shows("manual")}}, ours)),
            "restore pp_dpm_sclk change  -> all [0 1]\n");
}

TEST(Plan, KeepsALevelThatOnlyABusyClockShows) {
  const auto d = desired({setting(kSclk, "2"), setting(kLevel, "manual")});
  const auto busy = shows_levels("0: 500Mhz \n1: 1822Mhz *\n2: 2575Mhz ", "11.0.12");
  const auto idle = shows_levels("0: 500Mhz *\n1: 2575Mhz ", "11.0.12");
  for (const auto& levels : {busy, idle}) {
    EXPECT_EQ(make_plan(d, {{kSclk, levels}, {kLevel, shows("auto")}}, {}).changes(), 2u);
    const Originals ours{{kSclk, {"", "2"}}, {kLevel, {"auto", "manual"}}};
    EXPECT_EQ(make_plan(d, {{kSclk, levels}, {kLevel, shows("manual")}}, ours).changes(), 0u);
  }
}

const Reading kDeck = shows_levels("0: 400Mhz *\n1: 800Mhz \n2: 1600Mhz ", "11.5.0");
constexpr auto kFclk = "attribute.pp_dpm_fclk";

TEST(Plan, GivesLevelsWithoutATextBackWithTheLevelTheyNeed) {
  const Readings readings{{kFclk, kDeck}, {kLevel, shows("manual")}};
  const Originals ours{{kFclk, {"", "0"}}, {kLevel, {"auto", "manual"}}};
  const std::string gone = "gone with attribute.power_dpm_force_performance_level\n";
  EXPECT_EQ(text(make_plan({}, readings, ours)),
            "restore pp_dpm_fclk already  -> all [] " + gone +
                "restore power_dpm_force_performance_level change manual -> auto [auto]\n");
  EXPECT_EQ(text(make_plan(desired({setting(kLevel, "low")}), readings, ours)),
            "restore pp_dpm_fclk already  -> all [] " + gone +
                "set power_dpm_force_performance_level change manual -> low [low]\n");
}

TEST(Plan, SaysWhatGivesLevelsWithoutATextBack) {
  const Readings readings{{kFclk, kDeck}, {kLevel, shows("manual")}};
  const Originals ours{{kFclk, {"", "0"}}, {kLevel, {"auto", "manual"}}};
  EXPECT_EQ(text(make_plan(desired({setting(kLevel, "manual")}), readings, ours)),
            "restore pp_dpm_fclk impossible  -> all [] all levels come back on this card only with "
            "attribute.power_dpm_force_performance_level = auto\n"
            "set power_dpm_force_performance_level already manual -> manual [manual]\n");
}

TEST(Plan, SetsNoLevelsThatNothingWouldGiveBack) {
  const Readings readings{{kFclk, kDeck}, {kLevel, shows("manual")}};
  const auto d = desired({setting(kFclk, "0"), setting(kLevel, "manual")});
  const auto refused = make_plan(d, readings, {}).steps.at(1);
  EXPECT_EQ(refused.verdict.state, StepState::impossible);
  EXPECT_EQ(refused.verdict.reason,
            "cannot be brought back: all levels come back on this card only with "
            "attribute.power_dpm_force_performance_level = auto, and it was manual before "
            "rmcpd");
  EXPECT_EQ(make_plan(d, readings, {{kLevel, {"auto", "manual"}}}).steps.at(1).bytes.write, "2");
  const Readings automatic{{kFclk, kDeck}, {kLevel, shows("auto")}};
  EXPECT_EQ(make_plan(d, automatic, {}).changes(), 2u);
}

TEST(Plan, AdmitsWhenTheOldValueIsNotKnown) {
  const auto plan = make_plan({}, {{kLevel, shows("high")}}, {{kLevel, {"", "high"}}});
  EXPECT_EQ(plan.steps[0].verdict.state, StepState::impossible);
  EXPECT_EQ(plan.changes(), 0u);
}

TEST(Plan, LeavesASuspendedDeviceAloneWhenItHasWhatIsWanted) {
  const auto d = desired({setting(kLevel, "high")});
  const auto plan = make_plan(d, {{kLevel, suspended()}}, {{kLevel, {"auto", "high"}}});
  EXPECT_EQ(plan.changes(), 0u);
  EXPECT_FALSE(plan.needs_wake());
}

TEST(Plan, SaysThatASuspendedDeviceWillBeWoken) {
  const auto plan = make_plan(desired({setting(kLevel, "high")}), {{kLevel, suspended()}}, {});
  EXPECT_EQ(plan.changes(), 1u);
  EXPECT_TRUE(plan.needs_wake());
  EXPECT_EQ(plan.steps[0].verdict.reason, "suspended: the write will wake it");
}

TEST(Plan, PublishesAndWithdrawsVariables) {
  const auto d = desired({setting("environment.A", "1"), setting("environment.B", "2")});
  const Readings readings{{"environment.B", shows("2")}, {"environment.C", shows("3")}};
  EXPECT_EQ(text(make_plan(d, readings, {})),
            "restore C change 3 -> unset []\n"
            "set A change unset -> 1 [1]\n"
            "set B already 2 -> 2 [2]\n");
}

TEST(Plan, ForgetsKnobsThatThisVersionDoesNotKnow) {
  EXPECT_TRUE(make_plan({}, {}, {{"attribute.from_the_future", {"1", "2"}}}).steps.empty());
}

TEST(KnobsToRead, IncludeWhatIsRequiredAndWhatIsOurs) {
  EXPECT_EQ(knobs_to_read(desired({setting(kSclk, "0"), setting("environment.A", "1")}),
                          {{kCap, {"1", "2"}}}),
            (std::vector<std::string>{kCap, kLevel, kSclk}));
}

}  // namespace
}  // namespace rmcp::test
