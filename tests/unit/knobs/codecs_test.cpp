// SPDX-License-Identifier: MIT
// How values are read from policy, from the kernel, and spoken to it.
#include "lib/knobs/codecs/codecs.hpp"

#include "lib/knobs/codecs/levels.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/profile_tables.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

const Knob& knob(const char* name) { return *find_knob(name); }

std::string parse_error(const char* name, const Scalar& scalar) {
  const auto value = knob(name).codec->parse(knob(name), scalar);
  return value ? "" : value.error().text;
}

std::string parsed(const char* name, const Scalar& scalar) {
  const auto value = knob(name).codec->parse(knob(name), scalar);
  return value ? to_string(*value) : "error: " + value.error().text;
}

std::string decoded(const char* name, const std::string& raw) {
  const auto value = knob(name).codec->decode(knob(name), shows(raw));
  return value ? to_string(*value) : "unknown";
}

std::string encoded(const char* name, const Scalar& scalar, const Reading& reading) {
  const auto value = knob(name).codec->parse(knob(name), scalar);
  const auto why_not = knob(name).codec->check(knob(name), *value, reading);
  if (why_not) return "impossible: " + why_not.text;
  const auto bytes = knob(name).codec->encode(knob(name), *value, reading);
  return bytes ? *bytes : "impossible: " + bytes.error().text;
}

Scalar text(const char* value) { return {std::string(value)}; }
Scalar number(std::int64_t value) { return {value}; }

TEST(Choice, AcceptsOnlyItsWords) {
  EXPECT_EQ(parsed(kLevel, text("high")), "high");
  EXPECT_EQ(parse_error(kRuntimePm, text("off")), "'off' is not one of on, auto");
  EXPECT_EQ(parse_error(kRuntimePm, {true}), "expected one of on, auto, found a boolean");
}

TEST(PowerCap, WantsAUnit) {
  EXPECT_EQ(parsed(kCap, text("150 W")), "150 W");
  EXPECT_EQ(parsed(kCap, text("150W")), "150 W");
  EXPECT_EQ(parsed(kCap, text("80 %")), "80 %");
  EXPECT_EQ(parsed(kCap, text("min")), "min");
  for (const auto* value : {"80 % or min", "150 W or min", "92.5 W or min"})
    EXPECT_EQ(parsed(kCap, text(value)), value);
  EXPECT_NE(parse_error(kCap, number(150)).find("with its unit"), std::string::npos);
  EXPECT_NE(parse_error(kCap, text("150")).find("with its unit"), std::string::npos);
  EXPECT_NE(parse_error(kCap, text("150 mW")).find("with its unit"), std::string::npos);
}

TEST(PowerCap, RefusesWhatNoCardCanHave) {
  for (const auto* wrong : {"0 W", "-5 W", "201 %", "0 %", "20000 W", "nan W", "inf W"}) {
    EXPECT_FALSE(parse_error(kCap, text(wrong)).empty()) << wrong;
  }
  EXPECT_NE(parse_error(kCap, text("80.5 %")).find("whole number of percent"), std::string::npos);
}

TEST(PowerCap, SharesOfTheDefaultBecomeWholeWatts) {
  EXPECT_EQ(encoded(kCap, text("97 %"), shows_cap("100000000")), "97000000");
  EXPECT_EQ(encoded(kCap, text("80 %"), shows_cap("100000000", "100000000", "0")), "80000000");
  EXPECT_EQ(encoded(kCap, text("95.9 W"), shows_cap("100000000")), "95000000");
}

TEST(PowerCap, StaysWithinTheCardsLimits) {
  EXPECT_EQ(encoded(kCap, text("110 W"), shows_cap("100000000")), "110000000");
  EXPECT_EQ(encoded(kCap, text("121 W"), shows_cap("100000000")),
            "impossible: 121 W is above the card's maximum of 120 W");
  EXPECT_EQ(encoded(kCap, text("50 W"), shows_cap("100000000")),
            "impossible: 50 W is below the card's minimum of 94 W");
  EXPECT_EQ(encoded(kCap, text("100 %"), shows_cap("94000000")), "100000000");
}

TEST(PowerCap, AMaximumOf0IsNoneAndTheDefaultIsNotPassed) {
  auto reading = shows_cap("100000000");
  reading.companions["power1_cap_max"] = "0";
  EXPECT_EQ(encoded(kCap, text("95 W"), reading), "95000000");
  EXPECT_EQ(encoded(kCap, text("101 W"), reading),
            "impossible: 101 W is above the card's maximum of 100 W");
}

std::string remarked(const char* value, const Reading& reading) {
  return knob(kCap).codec->remark(knob(kCap), *knob(kCap).codec->parse(knob(kCap), text(value)),
                                  reading);
}

TEST(PowerCap, IsNotBelowTheCardsMinimumWhereThatIsAllowed) {
  const auto rx6600 = shows_cap("100000000");
  EXPECT_EQ(encoded(kCap, text("min"), rx6600), "94000000");
  EXPECT_EQ(encoded(kCap, text("90 % or min"), rx6600), "94000000");
  EXPECT_EQ(encoded(kCap, text("90 W or min"), rx6600), "94000000");
  EXPECT_EQ(encoded(kCap, text("97 % or min"), rx6600), "97000000");
  EXPECT_EQ(encoded(kCap, text("121 W or min"), rx6600),
            "impossible: 121 W or min is above the card's maximum of 120 W");
}

TEST(PowerCap, SaysWhenTheMinimumWasTakenAndHowToAskForIt) {
  const auto rx6600 = shows_cap("100000000");
  EXPECT_EQ(remarked("90 % or min", rx6600), "90 % is 90 W; the card's minimum is 94 W");
  EXPECT_EQ(remarked("90 W or min", rx6600), "the card's minimum is 94 W");
  EXPECT_EQ(remarked("90 %", rx6600), "write \"90 % or min\"");
  for (const auto* plain : {"94 %", "95 W", "97 % or min", "130 W", "min"})
    EXPECT_EQ(remarked(plain, rx6600), "") << plain;
  EXPECT_EQ(remarked("90 %", shows("100000000")), "") << "nothing is known of this card";
}

TEST(PowerCap, HasNoMinimumOnACardThatReportsNone) {
  auto silent = shows_cap("100000000");
  silent.companions.erase("power1_cap_min");
  for (const auto& reading : {shows_cap("100000000", "100000000", "0"), silent}) {
    EXPECT_EQ(encoded(kCap, text("min"), reading),
              "impossible: the card reports no minimum of its power cap");
    EXPECT_EQ(remarked("min", reading), "write a value, such as \"80 %\"");
    EXPECT_EQ(encoded(kCap, text("90 % or min"), reading), "90000000");
    EXPECT_EQ(remarked("90 % or min", reading), "");
  }
}

TEST(PowerCap, RoundsTheMinimumUpToWholeWatts) {
  const auto reading = shows_cap("100000000", "100000000", "94300000");
  EXPECT_EQ(encoded(kCap, text("min"), reading), "95000000");
  EXPECT_EQ(encoded(kCap, text("94.5 W or min"), reading), "95000000");
}

TEST(PowerCap, OfAMinimumAboveTheDefaultHasToBeConfirmed) {
  const auto odd = shows_cap("110000000", "100000000", "110000000");
  const auto value = *knob(kCap).codec->parse(knob(kCap), text("90 % or min"));
  EXPECT_EQ(encoded(kCap, text("90 % or min"), odd), "110000000");
  EXPECT_EQ(to_string(knob(kCap).risk(knob(kCap), value, odd)), "confirm");
  const auto absurd = shows_cap("110000000", "100000000", "130000000");
  EXPECT_EQ(encoded(kCap, text("min"), absurd),
            "impossible: the card's minimum of 130 W is above the card's maximum of 120 W");
}

TEST(PowerCap, IsRiskyAboveTheDefaultOnly) {
  const auto risk = [](const char* value) {
    const auto parsed_value = *knob(kCap).codec->parse(knob(kCap), text(value));
    return to_string(knob(kCap).risk(knob(kCap), parsed_value, shows_cap("100000000")));
  };
  EXPECT_EQ(risk("100 W"), "safe");
  EXPECT_EQ(risk("101 W"), "confirm");
  EXPECT_EQ(risk("110 %"), "confirm");
  EXPECT_EQ(risk("90 % or min"), "safe");
  EXPECT_EQ(risk("110 % or min"), "confirm");
  EXPECT_EQ(risk("min"), "safe");
}

TEST(PowerCap, StartsWithTheCardsDefault) {
  EXPECT_EQ(to_string(*knob(kCap).codec->normal(knob(kCap), shows_cap("94000000"))), "100 W");
  EXPECT_FALSE(knob(kCap).codec->normal(knob(kCap), shows("94000000")));
}

TEST(Switch, TakesABooleanAndWritesADigit) {
  constexpr auto kD3cold = "attribute.d3cold_allowed";
  EXPECT_EQ(parsed(kD3cold, {true}), "on");
  EXPECT_EQ(parsed(kD3cold, text("off")), "off");
  EXPECT_EQ(parse_error(kD3cold, text("1")), "'1' is not one of off, on");
  EXPECT_EQ(decoded(kD3cold, "0"), "off");
  EXPECT_EQ(encoded(kD3cold, {false}, shows("1")), "0");
}

TEST(ProfileMode, SaysWhyThereIsNone) {
  EXPECT_EQ(
      parse_error(kMode, text("custom")),
      "'custom' needs its numbers: \"custom: gfxclk 0 5 1 ...\", as many as the card's own table "
      "has columns");
  EXPECT_EQ(parse_error(kMode, text("custom: gfxclk 0 x")), "'x' is not a whole number");
  EXPECT_EQ(parse_error(kMode, text("custom:")), "custom: numbers are missing");
  EXPECT_EQ(parse_error(kMode, text("custom: gfxclk 1, gfxclk 2")),
            "custom: gfxclk is given twice");
  EXPECT_EQ(parse_error(kMode, text("custom gfxclk: 1 2")),
            "custom: unexpected 'gfxclk' before the colon");
  EXPECT_EQ(parse_error(kMode, text("custom: gfxclk 1,")), "custom: numbers are missing");
  EXPECT_EQ(parse_error(kMode, text("custom: gfx-clk 1")), "'gfx-clk' is not the name of a clock");
  EXPECT_EQ(parse_error(kMode, text("custom: 0x5 1")), "'0x5' is not a whole number");
  EXPECT_EQ(encoded(kMode, text("compute"), shows("")),
            "impossible: the card's table names no modes");
}

TEST(PowerCap, NeedsToKnowTheDefault) {
  EXPECT_EQ(encoded(kCap, text("80 %"), shows("100000000")),
            "impossible: the card does not report its default power cap");
  EXPECT_EQ(encoded(kCap, text("80 W"), shows("100000000")),
            "impossible: the card does not report its default power cap");
}

TEST(PowerCap, IsUnknownWhenTheFileMakesNoSense) {
  EXPECT_EQ(decoded(kCap, "100000000"), "100 W");
  EXPECT_EQ(decoded(kCap, ""), "unknown");
  EXPECT_EQ(decoded(kCap, "12 W"), "unknown");
}

TEST(ThermalLogging, ReadsTheDriversSentence) {
  EXPECT_EQ(decoded(kThermal,
                    "0000:03:00.0: thermal throttling logging enabled, with interval 60 seconds"),
            "60");
  EXPECT_EQ(decoded(kThermal, "0000:03:00.0: thermal throttling logging disabled"), "0");
  EXPECT_EQ(decoded(kThermal, "something else"), "unknown");
}

TEST(ThermalLogging, IsAnHourAtMost) {
  EXPECT_EQ(parsed(kThermal, number(3600)), "3600");
  EXPECT_EQ(parse_error(kThermal, number(3601)), "3601 is out of range: 0 to 3600 s");
  EXPECT_EQ(parse_error(kThermal, number(-1)), "-1 is out of range: 0 to 3600 s");
  EXPECT_EQ(parse_error(kThermal, text("60")), "expected a number of seconds, found a string");
}

TEST(ProfileModes, AreFoundInEveryLayout) {
  EXPECT_EQ(profile_modes(kRows).active, "3d_full_screen");
  EXPECT_EQ(profile_modes(kNumberedRows).active, "3d_full_screen");
  EXPECT_EQ(profile_modes(kVegaRows).active, "bootup_default");
  EXPECT_EQ(profile_modes(kColumns).active, "vr");
  EXPECT_EQ(profile_modes(kNamesOnly).active, "") << "the mode of the start is not listed";
  for (const auto* table : kProfileTables) {
    EXPECT_EQ(profile_modes(table).names.at(5), "compute") << table;
  }
}

TEST(ProfileModes, FindNothingInNoise) {
  for (const auto* table : {"", "\n\n", "1", "0 0 0", "*", "7 *"}) {
    EXPECT_TRUE(profile_modes(table).names.empty()) << table;
  }
}

TEST(ProfileMode, OfTheStartIsUnmarkedWhereItIsNotListed) {
  EXPECT_EQ(decoded(kMode, kNamesOnly), "bootup_default");
  EXPECT_EQ(encoded(kMode, text("bootup_default"), shows(kNamesOnly)), "0");
  const auto later = shows(" 1 3D_FULL_SCREEN \n 5        COMPUTE*\n");
  EXPECT_EQ(decoded(kMode, later.raw), "compute");
  EXPECT_EQ(knob(kMode).codec->shown(knob(kMode), "0", later),
            Value{std::string("bootup_default")});
  EXPECT_EQ(encoded(kMode, number(0), shows(kNamesOnly)),
            "impossible: this card has no mode 0; it has 1 3d_full_screen, 5 compute, 6 custom");
  EXPECT_EQ(decoded(kMode, " 0 BOOTUP_DEFAULT :\n 5        COMPUTE :\n"), "unknown")
      << "listed, and not marked";
}

TEST(ProfileMode, IsWrittenAsTheIndexInTheCardsOwnTable) {
  EXPECT_EQ(encoded(kMode, text("compute"), shows(kRows)), "5");
  EXPECT_EQ(encoded(kMode, text("COMPUTE"), shows(kRows)), "5");
  EXPECT_EQ(encoded(kMode, number(1), shows(kRows)), "1");
}

constexpr auto kCustomRows = R"(PROFILE_INDEX(NAME) CLOCK_TYPE(NAME) FPS MinFreqType Coeff
 1 3D_FULL_SCREEN*:
                    0(       GFXCLK)       0       5       1
                    2(       MEMCLK)       0       5       1
 6         CUSTOM :
                    0(       GFXCLK)       0       5  -65536
                    2(       MEMCLK)       1       4       0
 7      WINDOW_3D :
                    0(       GFXCLK)       9       9       9)";
constexpr auto kCustomVega =
    R"(NUM        MODE_NAME BUSY_SET_POINT FPS USE_RLC_BUSY MIN_ACTIVE_LEVEL
  0 BOOTUP_DEFAULT :             70  60          0              0
  6         CUSTOM*:             30  60          0              6)";

TEST(ProfileMode, CustomTakesTheNumbersOfTheCardsOwnColumns) {
  EXPECT_EQ(encoded(kMode, text("custom: memclk 1 2 -3"), shows(kCustomRows)), "6 2 1 2 -3");
  EXPECT_EQ(encoded(kMode, text("Custom: MEMCLK 1 2 3, gfxclk 4 5 6"), shows(kCustomRows)),
            "6 0 4 5 6\n6 2 1 2 3");
  EXPECT_EQ(encoded(kMode, text("custom: 70 60 0 0"), shows(kCustomVega)), "6 70 60 0 0");
}

TEST(ProfileMode, CustomIsRefusedWithTheReason) {
  EXPECT_EQ(encoded(kMode, text("custom: gfxclk 1 2"), shows(kCustomRows)),
            "impossible: custom: 2 numbers, this card takes 3: FPS MinFreqType Coeff");
  EXPECT_EQ(encoded(kMode, text("custom: fclk 1 2 3"), shows(kCustomRows)),
            "impossible: custom: this card has no row 'fclk'; it has gfxclk, memclk");
  EXPECT_EQ(encoded(kMode, text("custom: 1 2 3"), shows(kNumberedRows)),
            "impossible: the layout of this card's table does not show how to set the numbers of "
            "CUSTOM");
}

TEST(ProfileMode, Vega10KeepsBytesOnly) {
  EXPECT_EQ(encoded(kMode, text("custom: 70 300 0 0"), shows(kCustomVega)),
            "impossible: custom: 300 is out of range: this card takes 0 to 255");
  EXPECT_EQ(encoded(kMode, text("custom: 70 60 0 -1"), shows(kCustomVega)),
            "impossible: custom: -1 is out of range: this card takes 0 to 255");
}

TEST(ProfileMode, CustomDoesNotGoAroundItsConfirmationByItsNumber) {
  EXPECT_EQ(encoded(kMode, number(6), shows(kCustomRows)),
            "impossible: mode 6 is CUSTOM, which needs its numbers: \"custom: ...\"");
  EXPECT_NE(parse_error(kMode, text("customs")).find("'customs' is not one of"), std::string::npos);
}

TEST(ProfileMode, CustomIsReadBackWithItsNumbers) {
  const auto& knob = *find_knob("attribute.pp_power_profile_mode");
  const auto decoded = knob.codec->decode(knob, shows(kCustomVega));
  EXPECT_EQ(to_string(*decoded), "custom: 30 60 0 6");
  const auto goal =
      knob.codec->resolve(knob, Value{std::string("custom: memclk 1 2 3")}, shows(kCustomRows));
  EXPECT_EQ(to_string(goal), "custom: gfxclk 0 5 -65536, memclk 1 2 3");
  EXPECT_EQ(to_string(*knob.codec->shown(knob, "6 2 1 2 3", shows(kCustomRows))),
            "custom: gfxclk 0 5 -65536, memclk 1 2 3");
  EXPECT_EQ(to_string(*knob.codec->shown(knob, "1", shows(kCustomRows))), "3d_full_screen");
  EXPECT_EQ(knob.risk(knob, goal, {}), Risk::confirm);
  EXPECT_EQ(knob.risk(knob, Value{std::string("compute")}, {}), Risk::safe);
}

TEST(ProfileMode, NamesWhatTheCardHasWhenItLacksOne) {
  EXPECT_EQ(encoded(kMode, text("window_3d"), shows(kRows)),
            "impossible: this card has no mode window_3d; it has 0 bootup_default, 1 "
            "3d_full_screen, 5 compute");
  EXPECT_EQ(
      encoded(kMode, number(9), shows(kRows)),
      "impossible: this card has no mode 9; it has 0 bootup_default, 1 3d_full_screen, 5 compute");
}

TEST(LevelMask, IsReadFromListsAndText) {
  EXPECT_EQ(parsed(kSclk, {Scalar::List{2, 0, 2}}), "0 2");
  EXPECT_EQ(parsed(kSclk, text("0 1")), "0 1");
  EXPECT_EQ(parsed(kSclk, number(1)), "1");
  EXPECT_EQ(parsed(kSclk, text("all")), "all");
  EXPECT_EQ(parse_error(kSclk, text("0 x")), "'x' is not the index of a level");
  EXPECT_EQ(parse_error(kSclk, {Scalar::List{40}}), "level 40 is out of range: 0 to 31");
  EXPECT_NE(parse_error(kSclk, {Scalar::List{}}).find("no level"), std::string::npos);
}

TEST(LevelMask, IsCheckedAgainstTheCardsLevels) {
  const auto table = shows("0: 500Mhz \n1: 2605Mhz *\n2: 2700Mhz ");
  EXPECT_EQ(encoded(kSclk, text("0 1"), table), "0 1");
  EXPECT_EQ(encoded(kSclk, text("all"), table), "0 1 2");
  EXPECT_EQ(encoded(kSclk, text("3"), table), "impossible: this card has no level 3; it has 0 1 2");
  EXPECT_EQ(encoded(kSclk, text("0"), shows("")), "impossible: the card shows no levels");
}

using Levels = std::vector<unsigned>;

TEST(LevelMask, CountsFromTheFirstRowBehindDeepSleep) {
  EXPECT_EQ(shown_levels("0: 500Mhz \n1: 2975Mhz *"), (Levels{0, 1}));
  EXPECT_EQ(shown_levels("S: 19Mhz *\n1: 500Mhz \n2: 2975Mhz "), (Levels{0, 1}));  // 7.3
  EXPECT_EQ(shown_levels("S: 132Mhz *\n0: 500Mhz\n1: 2100Mhz"), (Levels{0, 1}));   // 6.12, CDNA3
  EXPECT_EQ(shown_levels("S: 19Mhz *"), (Levels{}));
}

TEST(LevelMask, CountsNoRowThatIsNoLevel) {
  EXPECT_EQ(shown_levels("0: 400Mhz \n1: 800Mhz \n   600Mhz *"), (Levels{0, 1}));
  EXPECT_EQ(shown_levels("1: 400Mhz \n3: 800Mhz "), (Levels{1, 3}));  // levels without a clock
  EXPECT_EQ(shown_levels("32: 400Mhz "), (Levels{}));                 // nothing can ask for it
  EXPECT_EQ(shown_levels(""), (Levels{}));
}

TEST(LevelMask, KnowsTheLevelThatAFineGrainedClockShowsNowAndThen) {
  const auto idle = "0: 500Mhz *\n1: 2750Mhz ";
  const auto asleep = "S: 0Mhz *\n1: 500Mhz \n2: 2750Mhz ";
  for (const auto* table : {idle, asleep}) {
    const auto reading = shows_levels(table, "11.0.12");
    EXPECT_EQ(encoded(kSclk, text("2"), reading), "2");
    EXPECT_EQ(encoded(kSclk, text("all"), reading), "0 1");
    EXPECT_EQ(encoded(kSclk, text("3"), reading),
              "impossible: this card has no level 3; it has 0 1 2");
  }
  EXPECT_EQ(encoded(kSclk, text("2"), shows(idle)),  // any driver: Vega 10's asks the firmware
            "impossible: this card has no level 2; it has 0 1");
  EXPECT_EQ(encoded(kSclk, text("1"), shows_levels("0: 500Mhz *", "11.0.12")),
            "impossible: this card has no level 1; it has 0");
  EXPECT_EQ(encoded(kSclk, text("2"), shows_levels(idle, "13.0.6")),
            "impossible: this card has no level 2; it has 0 1");
}

TEST(LevelMask, CountsTheOtherWayWhereTheDriverDoes) {
  constexpr auto kFclk = "attribute.pp_dpm_fclk";
  const auto deck = shows_levels("0: 400Mhz *\n1: 800Mhz \n2: 1600Mhz ", "11.5.0");
  EXPECT_EQ(encoded(kFclk, text("0"), deck), "2");
  EXPECT_EQ(encoded(kFclk, text("2"), deck), "0");
  EXPECT_EQ(encoded(kFclk, text("3"), deck), "impossible: this card has no level 3; it has 0 1 2");
  EXPECT_EQ(encoded(kFclk, text("0 1"), deck),
            "impossible: this card takes one level at a time: of several, its driver makes the "
            "lowest clock the upper limit");
  const std::string not_all =
      "all levels come back on this card only with attribute.power_dpm_force_performance_level = "
      "auto";
  EXPECT_EQ(encoded(kFclk, text("all"), deck), "impossible: " + not_all);
  const auto& knob = *find_knob(kFclk);
  EXPECT_EQ(knob.codec->encode(knob, Value{LevelMask{}}, deck).error().text, not_all);
  const auto gap = shows_levels("1: 400Mhz *\n2: 800Mhz \n3: 1600Mhz ", "12.0.1");
  EXPECT_EQ(encoded(kFclk, text("1"), gap), "2");
}

TEST(LevelMask, IsMissingWhereTheDriverTakesNone) {
  const auto why = [](const char* name, const char* version) {
    const auto& knob = *find_knob(name);
    return knob.codec->missing(knob, shows_levels("0: 200Mhz *\n1: 1600Mhz ", version)).text;
  };
  EXPECT_EQ(why(kSclk, "11.5.0"),
            "the driver accepts levels of pp_dpm_sclk on this card and ignores them");
  EXPECT_EQ(why("attribute.pp_dpm_mclk", "13.0.4"),
            "the driver refuses all levels of pp_dpm_mclk on this card");
  EXPECT_EQ(why("attribute.pp_dpm_fclk", "13.0.4"), "");
  EXPECT_EQ(why(kSclk, "12.0.1"), "");
  EXPECT_EQ(why(kSclk, "99.0.0"), "");
}

TEST(Environment, IsNeverEmptyAndHoldsNoControlCharacters) {
  EXPECT_EQ(parsed("environment.X", text("a b=c")), "a b=c");
  EXPECT_EQ(parsed("environment.X", number(0)), "0");
  EXPECT_FALSE(parse_error("environment.X", text("")).empty());
  EXPECT_FALSE(parse_error("environment.X", text("a\nb")).empty());
  EXPECT_EQ(parse_error("environment.X", {true}), "expected a string, found a boolean");
}

}  // namespace
}  // namespace rmcp::test
