// SPDX-License-Identifier: MIT
// The order of what is written to an overdrive table, and what is written again with it.
#include "lib/plan/plan.hpp"
#include "tests/unit/overdrive_tables.hpp"
#include "tests/unit/plan/knob_names.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using testing::ElementsAre;

constexpr auto kZero = "fan.zero_rpm";
constexpr auto kPoints = "30 C 20 %, 50 C 35 %, 60 C 50 %, 75 C 80 %, 90 C 100 %";

Reading cap_of(const char* now, const char* normal) {
  auto reading = shows_cap(now, normal, "200000000");
  reading.companions["power1_cap_max"] = "400000000";
  return reading;
}

/// The card's own values: 327 W, 2800 MHz, -20 mV, a curve, fan may stop.
Readings navi31() {
  return {{kCap, cap_of("327000000", "327000000")},
          {kCoreMax, shows(kNavi31Table)},
          {kMemoryMax, shows(kNavi31Table)},
          {kVoltageOffset, shows(kNavi31Table)},
          {kZero, shows(kZeroRpm)},
          {kTarget, shows(kUnsetTarget)},
          {kFanCurveKnob, shows(kFanCurve)}};
}

/// `set overdrive.core_clock_max`, `restore ...`, `again ...`, in the order of the writes.
std::vector<std::string> writes(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& step : plan.steps) {
    const auto* verb = step.action == Step::Action::set ? "set " : "restore ";
    if (step.writes()) out.push_back(verb + step.name);
    if (step.bytes.again) out.push_back("again " + step.name);
  }
  return out;
}

Plan table_plan(std::initializer_list<Setting> settings, const Originals& originals = {},
                const Readings& readings = navi31()) {
  return make_plan(desired(settings), readings, originals);
}

std::string sets(const char* name) { return std::string("set ") + name; }
std::string repeats(const char* name) { return std::string("again ") + name; }
std::string restores(const char* name) { return std::string("restore ") + name; }

TEST(OverdriveTable, IsWrittenBehindTheCapAndWithTheCurveLast) {
  EXPECT_THAT(writes(table_plan({trusted(kFanCurveKnob, "0: 30 C 25 %"), trusted(kZero, "off"),
                                 trusted(kCoreMax, "2600 MHz"), trusted(kVoltageOffset, "-60 mV"),
                                 trusted(kCap, "300 W")})),
              ElementsAre(sets(kCap), sets(kCoreMax), sets(kVoltageOffset), sets(kZero),
                          sets(kFanCurveKnob)));
}

TEST(OverdriveTable, IsWrittenWholeWhenOneOfItsValuesChanges) {
  const auto changed =
      table_plan({trusted(kCap, "327 W"), trusted(kCoreMax, "2600 MHz"),
                  trusted(kVoltageOffset, "-20 mV"), trusted(kFanCurveKnob, kPoints)});
  EXPECT_THAT(writes(changed), ElementsAre(repeats(kCap), sets(kCoreMax), repeats(kVoltageOffset),
                                           repeats(kFanCurveKnob)));
  EXPECT_EQ(changed.changes(), 1U);
  EXPECT_EQ(changed.steps.at(2).bytes.write, "vo -20");
}

TEST(OverdriveTable, IsWrittenAgainWithACapOfItsOwn) {
  EXPECT_THAT(writes(table_plan({trusted(kCap, "300 W"), trusted(kCoreMax, "2800 MHz")})),
              ElementsAre(sets(kCap), repeats(kCoreMax)));
  EXPECT_THAT(writes(table_plan({trusted(kCoreMax, "2800 MHz")}, {{kCap, {"300000000", "327 W"}}})),
              ElementsAre(restores(kCap), repeats(kCoreMax)));
}

/// The commit has failed: the table shows the edit, and nothing of it was sent.
TEST(OverdriveTable, IsWrittenAgainAfterACommitThatFailedButForTheCap) {
  EXPECT_THAT(writes(table_plan({trusted(kCap, "327 W"), trusted(kCoreMax, "2800 MHz"),
                                 trusted(kVoltageOffset, "-20 mV")},
                                {{kCoreMax, {"s 1 2700", "2700 MHz"}}})),
              ElementsAre(sets(kCoreMax), repeats(kVoltageOffset)));
}

TEST(OverdriveTable, IsLeftAloneWhenNothingChanges) {
  EXPECT_THAT(writes(table_plan({trusted(kCap, "327 W"), trusted(kCoreMax, "2800 MHz")})),
              ElementsAre());
}

TEST(OverdriveTable, IsLeftAloneWithACapWhereACommitSendsAllOfIt) {
  Readings readings{{kCap, cap_of("327000000", "327000000")},
                    {kCoreMax, shows(kNavi21Table)},
                    {kMemoryMax, shows(kNavi21Table)}};
  EXPECT_THAT(
      writes(table_plan({trusted(kCap, "300 W"), trusted(kCoreMax, "2450 MHz")}, {}, readings)),
      ElementsAre(sets(kCap)));
  EXPECT_THAT(writes(table_plan({trusted(kCap, "327 W"), trusted(kCoreMax, "2450 MHz"),
                                 trusted(kMemoryMax, "900 MHz")},
                                {}, readings)),
              ElementsAre(sets(kMemoryMax)));
}

TEST(OverdriveTable, IsRestoredAndSetInOneRow) {
  EXPECT_THAT(writes(table_plan({trusted(kCoreMax, "2600 MHz"), trusted(kFanCurveKnob, kPoints)},
                                {{kCap, {"300000000", "327 W"}},
                                 {kVoltageOffset, {"vo 0\nc", "-20 mV"}},
                                 {kTarget, {"r\nc", "80 C"}}})),
              ElementsAre(restores(kCap), restores(kVoltageOffset), sets(kCoreMax),
                          restores(kTarget), repeats(kFanCurveKnob)));
}

TEST(OverdriveTable, IsRestoredBehindTheCap) {
  EXPECT_THAT(writes(table_plan({}, {{kCap, {"300000000", "327 W"}},
                                     {kCoreMax, {"s 1 2700\nc", "2800 MHz"}},
                                     {kFanCurveKnob, {"r\nc", "30 C 20 %"}}})),
              ElementsAre(restores(kCap), restores(kCoreMax), restores(kFanCurveKnob)));
  EXPECT_THAT(
      writes(table_plan({trusted(kCap, "300 W")}, {{kCoreMax, {"s 1 2700\nc", "2800 MHz"}}})),
      ElementsAre(sets(kCap), restores(kCoreMax)));
}

TEST(PowerCap, AboveTheDefaultIsKeptInWholePercent) {
  const auto state = [](const char* now, const char* wanted) {
    const Readings readings{{kCap, cap_of(now, "300000000")}};
    return to_string(table_plan({trusted(kCap, wanted)}, {}, readings).steps.at(0).verdict.state);
  };
  EXPECT_EQ(state("315000000", "317 W"), "already");
  EXPECT_EQ(state("300000000", "302 W"), "already");
  EXPECT_EQ(state("314000000", "317 W"), "change");
  EXPECT_EQ(state("318000000", "317 W"), "change");
  EXPECT_EQ(state("298000000", "300 W"), "change");
}

}  // namespace
}  // namespace rmcp::test
