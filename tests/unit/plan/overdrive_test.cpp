// SPDX-License-Identifier: MIT
// Clocks, voltages and fans: what policy may say, what each card's table shows, what is told to it.
#include "lib/knobs/codecs/table.hpp"
#include "lib/plan/plan.hpp"
#include "tests/unit/overdrive_tables.hpp"
#include "tests/unit/plan/knob_names.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

const Knob& knob(const char* name) { return *find_knob(name); }

std::string parsed(const char* name, const char* text) {
  const auto value = knob(name).codec->parse(knob(name), Scalar{std::string(text)});
  return value ? to_string(*value) : value.error().text;
}

std::string now(const char* name, const Reading& reading) {
  const auto missing = knob(name).codec->missing(knob(name), reading);
  if (missing) return missing.text;
  const auto value = knob(name).codec->decode(knob(name), reading);
  return value ? to_string(*value) : "unknown";
}
std::string now(const char* name, const char* table) { return now(name, shows(table)); }

/// The commands in one line.
std::string told(const char* name, const char* text, const Reading& reading) {
  const auto& k = knob(name);
  const auto value = k.codec->parse(k, Scalar{std::string(text)});
  if (!value) return value.error().text;
  const auto wrong = k.codec->check(k, *value, reading);
  if (wrong) return wrong.text;
  auto bytes = k.codec->encode(k, *value, reading).value_or("unsayable");
  for (auto& c : bytes) c = c == '\n' ? ';' : c;
  return bytes;
}
std::string told(const char* name, const char* text, const char* table) {
  return told(name, text, shows(table));
}

Reading fan(const char* mode, const char* pwm) {
  auto reading = shows(pwm);
  reading.companions = {
      {"pwm1_enable", mode}, {"fan1_target", "900"}, {"fan1_min", "500"}, {"fan1_max", "3300"}};
  return reading;
}

TEST(Quantities, WantTheirUnit) {
  EXPECT_EQ(parsed(kCoreMax, "2400 MHz"), "2400 MHz");
  EXPECT_EQ(parsed(kCoreMax, "2400MHz"), "2400 MHz");
  EXPECT_EQ(parsed(kVoltageOffset, "-75 mV"), "-75 mV");
  EXPECT_EQ(parsed(kVoltageOffset, "+25 mV"), "25 mV");
  EXPECT_EQ(parsed("fan.target_temperature", "80 \u00b0C"), "80 C");
  const std::string wanted = "expected a whole number with its unit, such as \"5000 MHz\"";
  for (const auto* wrong : {"2400", "2400 GHz", "2.4 GHz", "2400 MHzz", "MHz", "", "2400 MHz 1 mV"})
    EXPECT_EQ(parsed(kCoreMax, wrong), wanted) << wrong;
  EXPECT_EQ(knob(kCoreMax).codec->parse(knob(kCoreMax), Scalar{std::int64_t{2400}}).error(),
            wanted);
  EXPECT_EQ(parsed(kVoltageOffset, "-900 mV"), "-900 mV is out of range: -500 to 200 mV");
}

TEST(Overdrive, IsReadFromEachLayout) {
  EXPECT_EQ(now(kCoreMin, kNavi10Table), "800 MHz");
  EXPECT_EQ(now(kMemoryMax, kNavi10Table), "875 MHz");
  EXPECT_EQ(now(kVoltageCurve, kNavi10Table), "800 MHz 710 mV, 1400 MHz 800 mV, 2000 MHz 1150 mV");
  std::string linux_5_5 = kNavi10Table;
  for (auto at = linux_5_5.find("MHz "); at != linux_5_5.npos; at = linux_5_5.find("MHz ", at + 5))
    linux_5_5.replace(at, 4, "MHz @ ");
  EXPECT_EQ(now(kVoltageCurve, linux_5_5.c_str()), now(kVoltageCurve, kNavi10Table));
  EXPECT_NE(linux_5_5, kNavi10Table);
  EXPECT_EQ(now(kCoreMax, kNavi21Table), "2450 MHz");
  EXPECT_EQ(now(kVoltageOffset, kNavi21Table), "0 mV");
  EXPECT_EQ(now(kVoltageOffset, kNavi31Table), "-20 mV");
  EXPECT_EQ(now(kCoreOffset, kNavi48Table), "0 MHz");
  EXPECT_EQ(now(kMemoryMin, kNavi48Table), "97 MHz");
  EXPECT_EQ(now(kCoreMax, kPhoenixTable), "2700 MHz");
  EXPECT_EQ(now(kCoreMin, kVanGoghTable), "200 MHz");
  EXPECT_EQ(now(kCoreMax, kRenoirTable), "1750 MHz");
  EXPECT_EQ(told(kCoreMax, "1800 MHz", kRenoirTable),
            "1800 MHz is out of the card's range: 200 to 1750 MHz");
  EXPECT_EQ(now(kCoreLevels, kPolarisTable), "300 MHz 750 mV, 900 MHz 900 mV, 1340 MHz 1150 mV");
}

TEST(Overdrive, SaysWhatATableDoesNotHave) {
  EXPECT_EQ(now(kMemoryMin, kNavi10Table),
            "pp_od_clk_voltage has no row 0 in OD_MCLK on this card");
  EXPECT_EQ(now(kVoltageOffset, kNavi10Table),
            "pp_od_clk_voltage has no OD_VDDGFX_OFFSET on this card");
  EXPECT_EQ(now(kVoltageCurve, kNavi31Table),
            "pp_od_clk_voltage has no OD_VDDC_CURVE on this card");
  EXPECT_EQ(now(kCoreMax, kPolarisTable),
            "this card's clocks are set level by level: see overdrive.core_levels and "
            "memory_levels");
  EXPECT_EQ(now(kCoreLevels, kNavi31Table),
            "this card's clocks are set by their minimum and maximum, not level by level");
  EXPECT_EQ(now(kCoreOffset, kNavi48OldTable),
            "this kernel shows the offset's limits instead of its value");
  EXPECT_EQ(now(kMemoryMax, ""), "pp_od_clk_voltage has no OD_MCLK on this card");
}

TEST(Overdrive, SaysWhyThereIsNoTable) {
  Reading absent;
  EXPECT_EQ(now(kCoreMax, absent), "this card has no pp_od_clk_voltage");
  absent.companions[std::string(kFeatureMask)] = "0xfff7bfff";
  EXPECT_EQ(now(kCoreMax, absent),
            "this card has no pp_od_clk_voltage: overdrive is off (bit 0x4000 of ppfeaturemask, "
            "loaded as 0xfff7bfff); 'rmcpctl config new' tells how to turn it on");
  absent.companions[std::string(kFeatureMask)] = "4294967295";
  EXPECT_EQ(now(kFanCurveKnob, absent),
            "this card has no gpu_od/fan_ctrl/fan_curve: the driver offers no overdrive for it");
}

TEST(Overdrive, IsTurnedOnByAMaskWithItsBit) {
  for (const auto* on : {"+overdrive", "+overdrive -gfxoff", "0xfff7ffff", "0x4000", "4294967295"})
    EXPECT_TRUE(turns_overdrive_on(on)) << on;
  for (const auto* off : {"-gfxoff", "0xfff7bfff", "", "0xx", "-overdrive"})
    EXPECT_FALSE(turns_overdrive_on(off)) << off;
}

TEST(Overdrive, TellsEachCardInItsGrammar) {
  EXPECT_EQ(told(kCoreMin, "900 MHz", kNavi10Table), "s 0 900");
  EXPECT_EQ(told(kCoreMax, "2400 MHz", kNavi21Table), "s 1 2400");
  EXPECT_EQ(told(kMemoryMax, "900 MHz", kNavi10Table), "m 1 900");
  EXPECT_EQ(told(kVoltageOffset, "-75 mV", kNavi21Table), "vo -75");
  EXPECT_EQ(told(kCoreOffset, "-100 MHz", kNavi48Table), "s -100");
  EXPECT_EQ(told(kVoltageCurve, "800 MHz 710 mV, 1400 MHz 780 mV, 1900 MHz 1050 mV", kNavi10Table),
            "vc 0 800 710;vc 1 1400 780;vc 2 1900 1050");
  EXPECT_EQ(told(kVoltageCurve, "2: 1900 MHz 1050 mV", kNavi10Table), "vc 2 1900 1050");
  EXPECT_EQ(told(kCoreLevels, "2: 1300 MHz 1100 mV", kPolarisTable), "s 2 1300 1100");
  EXPECT_EQ(told("overdrive.memory_levels", "1: 1900 MHz 900 mV", kPolarisTable), "m 1 1900 900");
}

TEST(Overdrive, RowsWithTheFiguresOfTheMomentAreNoSettings) {
  constexpr auto kBc250 =
      "OD_SCLK:\n0: 1800Mhz *\nOD_VDDC:\n0: 700mV *\n"
      "OD_RANGE:\nSCLK:    1000Mhz       2000Mhz\nVDDC:     700mV       1129mV\n";
  EXPECT_EQ(now("overdrive.core_clock_max", kBc250),
            "this chip takes a clock and its voltage in one command, which rmcpd does not offer");
  EXPECT_EQ(now("overdrive.core_levels", kBc250), now("overdrive.core_clock_max", kBc250));
  EXPECT_EQ(now("overdrive.memory_clock_max", kBc250),
            "pp_od_clk_voltage has no OD_MCLK on this card");
}

TEST(Overdrive, ARangeWithoutWidthAtNothingAllowsNoValue) {
  EXPECT_EQ(told("fan.target_temperature", "80 C",
                 "FAN_TARGET_TEMPERATURE:\n95\nOD_RANGE:\nTARGET_TEMPERATURE: 0 0\n"),
            "the card allows no value here: its range is 0 to 0");
}

TEST(Overdrive, KeepsTheRangesOfTheTable) {
  EXPECT_EQ(told(kCoreMax, "2801 MHz", kNavi21Table),
            "2801 MHz is out of the card's range: 500 to 2800 MHz");
  EXPECT_EQ(told(kVoltageOffset, "10 mV", kNavi31Table),
            "10 mV is out of the card's range: -450 to 0 mV");
  EXPECT_EQ(told(kVoltageCurve, "1: 1400 MHz 1201 mV", kNavi10Table),
            "point 1: 1201 mV is out of the card's range: 700 to 1200 mV");
  EXPECT_EQ(told(kCoreLevels, "2: 2001 MHz 1100 mV", kPolarisTable),
            "point 2: 2001 MHz is out of the card's range: 300 to 2000 MHz");
  EXPECT_EQ(told(kCoreLevels, "3: 1300 MHz 1100 mV", kPolarisTable),
            "this card has no point 3 in OD_SCLK");
}

TEST(Curves, AreRefusedWhenTheyFall) {
  EXPECT_EQ(told(kVoltageCurve, "1: 1400 MHz 1180 mV", kNavi10Table), "point 2 is below point 1");
  EXPECT_EQ(
      told(kFanCurveKnob, "30 C 20 %, 50 C 35 %, 45 C 50 %, 75 C 80 %, 90 C 100 %", kFanCurve),
      "point 2 is below point 1");
}

// smu7_check_clk_voltage_valid and vega10_check_clk_voltage_valid look at the ranges only; people
// lower the highest level alone.
TEST(Levels, MayFallBelowTheCardsOwnNeighboursButNotAmongThemselves) {
  EXPECT_EQ(told(kCoreLevels, "2: 850 MHz 880 mV", kPolarisTable), "s 2 850 880");
  EXPECT_EQ(told(kCoreLevels, "1: 1340 MHz 1160 mV", kPolarisTable), "s 1 1340 1160");
  EXPECT_EQ(told(kCoreLevels, "1: 1340 MHz 900 mV, 2: 1300 MHz 900 mV", kPolarisTable),
            "point 2 is below point 1");
  EXPECT_EQ(told(kCoreLevels, "2: 200 MHz 880 mV", kPolarisTable),
            "point 2: 200 MHz is out of the card's range: 300 to 2000 MHz");
}

TEST(Curves, AreReadStrictly) {
  EXPECT_EQ(parsed(kVoltageCurve, "1: 1400 MHz 780 mV,2: 1900MHz 1050mV"),
            "1: 1400 MHz 780 mV, 1900 MHz 1050 mV");
  EXPECT_EQ(parsed(kVoltageCurve, "1: 1400 MHz 780 mV, 1900 MHz 1050 mV"),
            "1: 1400 MHz 780 mV, 1900 MHz 1050 mV");
  EXPECT_EQ(parsed(kVoltageCurve, "1: 1400 MHz 780 mV, 1: 1900 MHz 1050 mV"),
            "point 1 is given twice");
  for (const auto* wrong : {"", ",", "1400 MHz", "780 mV 1400 MHz", "1400 MHz 780 mV,",
                            "1:", "-1: 1400 MHz 780 mV", "x: 1400 MHz 780 mV", "auto"}) {
    EXPECT_EQ(parsed(kVoltageCurve, wrong), "expected points, such as \"1: 1424 MHz 805 mV\"")
        << wrong;
  }
}

TEST(FanCurve, IsAutomaticUntilSet) {
  EXPECT_EQ(now(kFanCurveKnob, kUnsetFanCurve), "auto");
  EXPECT_EQ(now(kFanCurveKnob, kFanCurve),
            "30 C 20 %, 50 C 35 %, 60 C 50 %, 75 C 80 %, 90 C 100 %");
  EXPECT_EQ(told(kFanCurveKnob, "auto", kFanCurve), "r");
  EXPECT_EQ(told(kFanCurveKnob, "2: 60 C 40 %", kFanCurve), "2 60 40");
  EXPECT_EQ(told(kFanCurveKnob, "2: 60 C 40 %", kUnsetFanCurve),
            "the curve has 5 points and none is set: give all of them");
  EXPECT_EQ(told(kFanCurveKnob, "0: 30 C 10 %", kFanCurve),
            "point 0: 10 % is out of the card's range: 15 to 100 %");
}

TEST(FanControl, TellsANumberOrASwitch) {
  EXPECT_EQ(told("fan.acoustic_limit", "2000 rpm", kAcousticLimit), "2000");
  EXPECT_EQ(told("fan.acoustic_limit", "3400 rpm", kAcousticLimit),
            "3400 rpm is out of the card's range: 500 to 3300 rpm");
  EXPECT_EQ(now("fan.zero_rpm", kZeroRpm), "on");
  EXPECT_EQ(told("fan.zero_rpm", "off", kZeroRpm), "0");
}

TEST(FanControl, ResetsWhatNobodyCouldWriteBack) {
  const auto& k = knob("fan.target_temperature");
  const auto reading = shows(kUnsetTarget);
  const auto before = k.codec->decode(k, reading);
  ASSERT_TRUE(before);
  EXPECT_EQ(*k.codec->encode(k, *before, reading), "r");
  EXPECT_EQ(told("fan.target_temperature", "80 C", kUnsetTarget), "80");
}

TEST(FanSpeed, SetsTheModeFirst) {
  EXPECT_EQ(told(kSpeed, "40 %", fan("2", "77")), "pwm1_enable=1;pwm1=102");
  EXPECT_EQ(told(kSpeed, "1500 rpm", fan("2", "77")), "fan1_enable=1;fan1_target=1500");
  EXPECT_EQ(told(kSpeed, "auto", fan("1", "77")), "pwm1_enable=2");
  EXPECT_EQ(told(kSpeed, "5000 rpm", fan("2", "77")),
            "5000 rpm is out of the fan's range: 500 to 3300 rpm");
  EXPECT_EQ(parsed(kSpeed, "0 %"), "0 % is out of range: 1 to 100 %");
  EXPECT_EQ(parsed(kSpeed, "fast"),
            "expected \"auto\", or a speed such as \"40 %\" or \"1500 rpm\"");
}

TEST(FanSpeed, IsReadWithItsMode) {
  EXPECT_EQ(now(kSpeed, fan("2", "77")), "auto");
  EXPECT_EQ(now(kSpeed, fan("1", "102")), "40 %");
  EXPECT_EQ(now(kSpeed, fan("0", "77")), "100 %");
  EXPECT_NE(now(kSpeed, "77").find("no hwmon/pwm1_enable"), std::string::npos);
}

TEST(RiskOfOverdrive, IsNeverCalledSafe) {
  for (const auto& k : knobs()) {
    if (k.kind != KnobKind::overdrive) continue;
    EXPECT_EQ(k.risk(k, Quantity{Unit::megahertz, 1}, {}), Risk::confirm) << k.name;
  }
  const auto risk = [](const char* name, const char* text) {
    const auto& k = knob(name);
    return k.risk(k, *k.codec->parse(k, Scalar{std::string(text)}), {});
  };
  EXPECT_EQ(risk(kSpeed, "40 %"), Risk::confirm);
  EXPECT_EQ(risk(kSpeed, "auto"), Risk::safe);
  EXPECT_EQ(risk("fan.zero_rpm", "on"), Risk::confirm);
  EXPECT_EQ(risk("fan.zero_rpm", "off"), Risk::safe);
}

// --- a lower and an upper limit ---

/// `s 1 2600`, a line a step that writes.
std::string order(const Plan& plan) {
  std::string out;
  for (const auto& step : plan.steps) {
    if (step.verdict.state != StepState::change) {
      out += std::string(to_string(step.verdict.state)) + ": " + step.verdict.reason + "\n";
      continue;
    }
    for (const char c : step.bytes.write) out += c == '\n' ? ';' : c;
    out += '\n';
  }
  return out;
}

Plan plan_clocks(std::initializer_list<Setting> settings, const char* table,
                 const Originals& originals = {}) {
  const auto d = desired(settings);
  Readings readings;
  for (const auto& name : knobs_to_read(d, originals)) readings[name] = shows(table);
  return make_plan(d, readings, originals);
}

constexpr auto kLow = "OD_SCLK:\n0: 500Mhz\n1: 1000Mhz\nOD_MCLK:\n1: 875MHz";
constexpr auto kHigh = "OD_SCLK:\n0: 2000Mhz\n1: 2500Mhz\nOD_MCLK:\n1: 875MHz";

TEST(Limits, MoveInTheOrderThatNeverCrossesThem) {
  EXPECT_EQ(
      order(plan_clocks({trusted(kCoreMin, "1500 MHz"), trusted(kCoreMax, "2000 MHz")}, kLow)),
      "s 1 2000\ns 0 1500\n");
  EXPECT_EQ(
      order(plan_clocks({trusted(kCoreMin, "500 MHz"), trusted(kCoreMax, "1000 MHz")}, kHigh)),
      "s 0 500\ns 1 1000\n");
}

TEST(Limits, ComeBackInSuchAnOrderToo) {
  const Originals low{{kCoreMin, {"s 0 500\nc", "2000 MHz"}},
                      {kCoreMax, {"s 1 1000\nc", "2500 MHz"}}};
  EXPECT_EQ(order(plan_clocks({}, kHigh, low)), "s 0 500\ns 1 1000\n");
  const Originals high{{kCoreMin, {"s 0 2000\nc", "500 MHz"}},
                       {kCoreMax, {"s 1 2500\nc", "1000 MHz"}}};
  EXPECT_EQ(order(plan_clocks({}, kLow, high)), "s 1 2500\ns 0 2000\n");
}

TEST(Limits, WaitForEachOtherWhenOneComesBack) {
  const Originals originals{{kCoreMin, {"s 0 1200\nc", "500 MHz"}}};
  EXPECT_EQ(order(plan_clocks({trusted(kCoreMax, "2000 MHz")}, kLow, originals)),
            "s 1 2000\ns 0 1200\n");
}

TEST(Limits, AreRefusedWhenTheyWouldCross) {
  const std::string reason =
      "impossible: overdrive.core_clock_min 1500 MHz would be above overdrive.core_clock_max ";
  EXPECT_EQ(order(plan_clocks({trusted(kCoreMin, "1500 MHz")}, kLow)), reason + "1000 MHz\n");
  EXPECT_EQ(
      order(plan_clocks({trusted(kCoreMin, "1500 MHz"), trusted(kCoreMax, "1400 MHz")}, kLow)),
      reason + "1400 MHz\n" + reason + "1400 MHz\n");
}

TEST(Curves, ShowOnlyThePointsThatMove) {
  const auto step =
      plan_clocks({trusted(kVoltageCurve, "2: 1900 MHz 1050 mV")}, kNavi10Table).steps.at(0);
  EXPECT_EQ(step.from, "2: 2000 MHz 1150 mV");
  EXPECT_EQ(step.to, "2: 1900 MHz 1050 mV");
}

TEST(Overdrive, NeedsTheManualLevelOnApusOnly) {
  const auto state = [](const char* table) {
    const auto d = desired({trusted(kCoreMax, "1500 MHz")});
    const Readings readings{{kCoreMax, shows(table)}, {kLevel, shows("auto")}};
    const auto plan = make_plan(d, readings, {});
    return std::string(to_string(plan.steps.at(0).verdict.state)) + " " +
           plan.steps.at(0).verdict.reason;
  };
  EXPECT_EQ(state(kPhoenixTable),
            "skipped needs attribute.power_dpm_force_performance_level = manual");
  EXPECT_EQ(state(kNavi21Table), "change ");
}

// --- APUs whose table is empty until the level is manual ---

constexpr auto kNoTable = "";

Plan plan_at_level(const char* level, const char* table, std::initializer_list<Setting> settings,
                   const Originals& originals = {}) {
  const auto d = desired(settings);
  Readings readings;
  for (const auto& name : knobs_to_read(d, originals)) readings[name] = shows(table);
  readings[kLevel] = shows(level);
  return make_plan(d, readings, originals);
}

TEST(HiddenTable, WaitsForTheManualLevel) {
  const auto plan =
      plan_at_level("auto", kNoTable, {trusted(kLevel, "manual"), trusted(kCoreMax, "1500 MHz")});
  EXPECT_EQ(plan.steps.at(1).verdict.state, StepState::change) << plan.steps.at(1).verdict.reason;
  EXPECT_TRUE(plan.steps.at(1).bytes.late);
  EXPECT_EQ(plan.steps.at(1).bytes.write, "");
  EXPECT_FALSE(plan.needs_wake());
  EXPECT_EQ(order(plan_at_level("auto", kNoTable, {trusted(kCoreMax, "1500 MHz")})),
            "skipped: needs attribute.power_dpm_force_performance_level = manual\n");
  EXPECT_EQ(
      order(plan_at_level("manual", kNoTable, {trusted(kCoreMax, "1500 MHz")})),
      "unsupported: pp_od_clk_voltage is empty: this kernel's driver has no overdrive for this "
      "card\n");
}

TEST(HiddenTable, OfADiscreteCardShowsAtNoLevel) {
  for (const auto* name : {kCoreMax, kMemoryMax, kVoltageOffset}) {
    auto reading = shows(kNoTable);
    reading.companions = {{"ip_discovery/die/0/MP1/0/major", "13"},
                          {"ip_discovery/die/0/MP1/0/minor", "0"},
                          {"ip_discovery/die/0/MP1/0/revision", "0"}};
    EXPECT_EQ(now(name, reading),
              "pp_od_clk_voltage is empty: this kernel's driver has no overdrive for this card");
  }
}

TEST(HiddenTable, IsSettledOnceItShows) {
  const auto late = [](const char* value) {
    return plan_at_level("auto", kNoTable, {trusted(kLevel, "manual"), trusted(kCoreMax, value)})
        .steps.at(1);
  };
  const Readings shown{{kCoreMax, shows(kVanGoghTable)}, {kLevel, shows("manual")}};
  const auto step = settle(late("1500 MHz"), shown, {});
  EXPECT_EQ(step.verdict.state, StepState::change);
  EXPECT_FALSE(step.bytes.late);
  EXPECT_EQ(step.bytes.write, "s 1 1500\ns 0 200");
  EXPECT_EQ(step.way_back.original, "s 1 1600");
  EXPECT_EQ(settle(late("1700 MHz"), shown, {}).verdict.reason,
            "1700 MHz is out of the card's range: 200 to 1600 MHz");
  const Readings empty{{kCoreMax, shows(kNoTable)}, {kLevel, shows("manual")}};
  EXPECT_EQ(settle(late("1500 MHz"), empty, {}).verdict.state, StepState::unsupported);
}

TEST(HiddenTable, NeedsNoRestoreAtAnotherLevel) {
  const Originals originals{{kCoreMax, {"s 1 1600\nc", "1500 MHz"}}};
  const auto reason = "already: gone with attribute.power_dpm_force_performance_level\n";
  EXPECT_EQ(order(plan_at_level("auto", kNoTable, {}, originals)), reason);
  EXPECT_EQ(order(plan_at_level("auto", kVanGoghTable, {}, originals)), reason);
}

TEST(LimitsOfApus, AreToldTogether) {
  EXPECT_EQ(order(plan_at_level("manual", kVanGoghTable,
                                {trusted(kCoreMin, "400 MHz"), trusted(kCoreMax, "1500 MHz")})),
            "s 0 400;s 1 1500\ns 1 1500;s 0 400\n");
  EXPECT_EQ(order(plan_at_level("manual", kVanGoghTable, {trusted(kCoreMin, "400 MHz")})),
            "s 0 400;s 1 1600\n");
  const Originals originals{{kCoreMin, {"s 0 300\nc", "200 MHz"}}};
  EXPECT_EQ(order(plan_at_level("manual", kVanGoghTable, {}, originals)), "s 0 300;s 1 1600\n");
}

TEST(Overdrive, IsToldAgainAfterACommitThatFailed) {
  // The table shows the edit already, the journal knows of no success.
  const auto d = desired({trusted(kCoreMax, "2450 MHz")});
  const Readings readings{{kCoreMax, shows(kNavi21Table)}};
  EXPECT_EQ(make_plan(d, readings, {{kCoreMax, {"s 1 2400\nc", ""}}}).changes(), 1u);
  EXPECT_EQ(make_plan(d, readings, {{kCoreMax, {"s 1 2400\nc", "2450 MHz"}}}).changes(), 0u);
  EXPECT_EQ(make_plan(d, readings, {}).changes(), 0u);
}

}  // namespace
}  // namespace rmcp::test
