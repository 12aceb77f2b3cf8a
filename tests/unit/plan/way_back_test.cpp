// SPDX-License-Identifier: MIT
// Nothing is written that could not be written back: the original is checked like a wish, and comes
// back by the narrowest way that the driver offers.
#include "lib/plan/plan.hpp"
#include "tests/unit/overdrive_tables.hpp"
#include "tests/unit/plan/knob_names.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rmcp::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// As many RX 5000 print it: points 0 and 2 lie outside the range below them.
std::string outside(const std::string& memory = "1: 875MHz") {
  std::string table = "OD_SCLK:\n0: 800Mhz\n1: 2100Mhz\nOD_MCLK:\n" + memory +
                      "\nOD_VDDC_CURVE:\n0: 800MHz 712mV\n1: 1450MHz 818mV\n2: 2100MHz 1207mV\n"
                      "OD_RANGE:\nSCLK:     800Mhz       2150Mhz\nMCLK:     625Mhz        950Mhz\n";
  for (const auto* n : {"0", "1", "2"})
    table += std::string("VDDC_CURVE_SCLK[") + n + "]:     800Mhz       2150Mhz\nVDDC_CURVE_VOLT[" +
             n + "]:     750mV        1200mV\n";
  return table;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ';');
  return text;
}

Step planned(const char* name, const Scalar& value, const Reading& reading,
             const Originals& originals = {}) {
  auto wish = setting(name, value);
  wish.trusted = true;
  return make_plan(desired({wish}), {{name, reading}}, originals).steps.at(0);
}
Step planned(const char* name, const char* value, const Reading& reading,
             const Originals& originals = {}) {
  return planned(name, Scalar{std::string(value)}, reading, originals);
}

Step restored(const char* name, const Reading& reading, const JournalEntry& entry) {
  return make_plan({}, {{name, reading}}, {{name, entry}}).steps.at(0);
}

/// `change: why; how`
std::string answer(const Step& step) {
  return std::string(to_string(step.verdict.state)) + ": " + step.verdict.reason +
         step.way_back.how;
}

std::vector<std::string> bytes_of(const Step& step) {
  std::vector<std::string> out;
  for (const auto& way : step.way_back.ways) out.push_back(one_line(way.write));
  return out;
}

constexpr auto kReset =
    "r;s 1 2100;s 0 800;s 1 2100;m 1 875;vc 1 1450 818";  // what nobody could write is the card's

TEST(WayBack, IsByTheChangedPointsWhenOthersLieOutsideTheirRange) {
  const auto step = planned(kVoltageCurve, "1: 1450 MHz 790 mV", shows(outside()));
  EXPECT_EQ(answer(step),
            "change: point 0: 712 mV is out of the card's range: 750 to 1200 mV; comes back by its "
            "points alone");
  EXPECT_EQ(bytes_of(step), (std::vector<std::string>{"vc 1 1450 818", kReset}));
  EXPECT_EQ(step.way_back.original, "vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207");
}

TEST(WayBack, IsByResetWhenAPointThatNobodyCanWriteChanges) {
  const auto step = planned(kVoltageCurve, "0: 800 MHz 760 mV", shows(outside()));
  EXPECT_EQ(step.verdict.state, StepState::change);
  EXPECT_THAT(step.way_back.how, HasSubstr("; comes back by reset to the card's defaults"));
  EXPECT_EQ(bytes_of(step), std::vector<std::string>{kReset});
}

TEST(WayBack, WritesTheRestOfTheTableAgainAsItIsByThen) {
  const JournalEntry entry{"vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207\nc", "0: 800 MHz 760 mV"};
  const auto now = with(with(outside(), "1: 2100Mhz", "1: 2000Mhz"), "712mV", "760mV");
  const auto step = restored(kVoltageCurve, shows(now), entry);
  EXPECT_EQ(one_line(step.bytes.write), "r;s 1 2000;s 0 800;s 1 2000;m 1 875;vc 1 1450 818");
  EXPECT_EQ(step.from, "800 MHz 760 mV");
  EXPECT_EQ(step.to, "800 MHz 712 mV");
  const auto later = with(now, "1: 875MHz", "1: 900MHz");
  EXPECT_EQ(one_line(ways_back(step, shows(later)).at(0).write),
            "r;s 1 2000;s 0 800;s 1 2000;m 1 900;vc 1 1450 818");
}

TEST(WayBack, IsFoundForWhatAnEarlierVersionNoted) {
  const JournalEntry entry{"vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207\nc", "1: 1450 MHz 790 mV"};
  const auto step = restored(kVoltageCurve, shows(with(outside(), "818mV", "790mV")), entry);
  EXPECT_EQ(
      answer(step),
      "change: point 0: 712 mV is out of the card's range: 750 to 1200 mV; back by its points "
      "alone");
  EXPECT_EQ(one_line(step.bytes.write), "vc 1 1450 818");
  EXPECT_EQ(bytes_of(step).at(1), kReset);
}

TEST(WayBack, CommitsWhatIsShownAsBeforeAndMayBeAnEdit) {
  const JournalEntry entry{"vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207\nc", "1: 1450 MHz 790 mV"};
  EXPECT_EQ(one_line(restored(kVoltageCurve, shows(outside()), entry).bytes.write),
            "vc 1 1450 818");
}

TEST(WayBack, IsNoneWhereTheDriversResetReadsWhatIsInForce) {
  const auto vega20 = outside("1:        875Mhz");
  EXPECT_EQ(
      answer(planned(kVoltageCurve, "0: 800 MHz 760 mV", shows(vega20))),
      "impossible: cannot be brought back: point 0: 712 mV is out of the card's range: 750 to "
      "1200 mV");
  EXPECT_EQ(bytes_of(planned(kVoltageCurve, "1: 1450 MHz 790 mV", shows(vega20))),
            std::vector<std::string>{"vc 1 1450 818"});
}

TEST(WayBack, IsMeasuredByTheFirstOriginal) {
  // Point 1 is ours already; the card's own point 0 is still there to be lost.
  const JournalEntry entry{"vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207\nc", "1: 1450 MHz 790 mV"};
  const auto vega20 = with(outside("1:        875Mhz"), "818mV", "790mV");
  EXPECT_EQ(planned(kVoltageCurve, "800 MHz 760 mV, 1450 MHz 790 mV", shows(vega20),
                    {{kVoltageCurve, entry}})
                .verdict.state,
            StepState::impossible);
  // Once it is lost, one more write is no harm: it may be the one that ends a trial.
  const auto lost = with(vega20, "712mV", "760mV");
  EXPECT_EQ(planned(kVoltageCurve, "800 MHz 765 mV, 1450 MHz 790 mV", shows(lost),
                    {{kVoltageCurve, entry}})
                .verdict.state,
            StepState::change);
}

TEST(WayBack, IsNoneFromAVoltageOfZero) {
  const auto off = with(with(with(outside(), "712mV", "0mV"), "818mV", "0mV"), "1207mV", "0mV");
  EXPECT_EQ(answer(planned(kVoltageCurve, "800 MHz 760 mV, 1450 MHz 800 mV, 2100 MHz 1100 mV",
                           shows(off))),
            "impossible: cannot be brought back: point 0: 0 mV is not a voltage");
}

TEST(WayBack, OfALimitOutsideItsRange) {
  const auto rdna2 = planned(kMemoryMin, "700 MHz", shows(kNavi21Table));
  EXPECT_EQ(
      answer(rdna2),
      "change: 97 MHz is out of the card's range: 674 to 1075 MHz; comes back by reset to the "
      "card's defaults");
  EXPECT_EQ(bytes_of(rdna2), std::vector<std::string>{"r;s 1 2450;s 0 500;s 1 2450;m 1 1000;vo 0"});
  // The reset of RDNA3 would take along what stands in other files.
  const auto rdna3 = with(kNavi31Table, "1: 2800Mhz", "1: 5200Mhz");
  EXPECT_EQ(answer(planned(kCoreMax, "2700 MHz", shows(rdna3))),
            "impossible: cannot be brought back: 5200 MHz is out of the card's range: 500 to 5000 "
            "MHz");
  // Neither does that of APUs stay with what is ours.
  const auto apu = with(kPhoenixTable, "1:       2700Mhz", "1:       2900Mhz");
  auto wish = setting(kCoreMax, "2600 MHz");
  wish.trusted = true;
  const auto plan =
      make_plan(desired({wish}), {{kCoreMax, shows(apu)}, {kLevel, shows("manual")}}, {});
  EXPECT_THAT(plan.steps.at(0).verdict.reason,
              StartsWith("cannot be brought back: 2900 MHz is out of"));
}

TEST(WayBack, OfALevelOutsideItsRange) {
  const auto table =
      with(kPolarisTable, "0:        300MHz        750mV", "0:        300MHz        720mV");
  EXPECT_EQ(bytes_of(planned(kCoreLevels, "1: 900 MHz 850 mV", shows(table))),
            (std::vector<std::string>{"s 1 900 900",
                                      "r;s 1 900 900;s 2 1340 1150;m 0 300 750;m 1 2000 950"}));
}

TEST(WayBack, OfAnOffsetEndsWithTheDefault) {
  const auto step = planned(kVoltageOffset, "-60 mV", shows(kNavi31Table));
  EXPECT_EQ(answer(step), "change: ");
  EXPECT_EQ(bytes_of(step), (std::vector<std::string>{"vo -20", "vo 0"}));
  EXPECT_EQ(step.way_back.ways.at(1).how, "to the card's default, 0 mV");
}

// --- power caps ---

TEST(WayBack, OfACapOutsideItsLimitsIsTheDefault) {
  const auto low = shows_cap("80000000");
  const auto step = planned(kCap, "96 W", low);
  EXPECT_EQ(answer(step),
            "change: 80 W is below the card's minimum of 94 W; comes back to the card's default, "
            "100 W");
  EXPECT_EQ(step.way_back.original, "80000000");
  const auto high = planned(kCap, "96 W", shows_cap("125000000"));
  EXPECT_THAT(high.way_back.how,
              StartsWith("125 W is above the card's maximum of 120 W; comes back to"));
  const auto back = restored(kCap, shows_cap("96000000"), {"80000000", "96 W"});
  EXPECT_EQ(back.bytes.write, "100000000");
  EXPECT_EQ(back.to, "100 W");
  EXPECT_EQ(back.bytes.expect, Value(Power{Power::Unit::microwatts, 100000000}));
}

TEST(WayBack, OfACapOfZeroIsTheDefaultWhateverTheMinimum) {
  for (const auto* minimum : {"94000000", "0"}) {
    const auto step = planned(kCap, "96 W", shows_cap("0", "100000000", minimum));
    EXPECT_EQ(answer(step),
              "change: 0 W is not a power cap; comes back to the card's default, 100 W");
    EXPECT_EQ(
        restored(kCap, shows_cap("96000000", "100000000", minimum), {"0", "96 W"}).bytes.write,
        "100000000");
  }
}

TEST(WayBack, OfACapIsNoneWhenTheDefaultLiesOutsideToo) {
  EXPECT_EQ(answer(planned(kCap, "96 W", shows_cap("80000000", "90000000"))),
            "impossible: cannot be brought back: 80 W is below the card's minimum of 94 W");
}

TEST(WayBack, IsFoundAlreadyTaken) {
  const auto back = restored(kCap, shows_cap("100000000"), {"80000000", "96 W"});
  EXPECT_EQ(back.verdict.state, StepState::already);
}

TEST(PowerCap, HasNoShareOfADefaultOfZero) {
  for (const auto* wish : {"80 %", "96 W"}) {
    EXPECT_EQ(answer(planned(kCap, wish, shows_cap("100000000", "0"))),
              "impossible: the card does not report its default power cap")
        << wish;
  }
}

// --- single values ---

TEST(WayBack, OfAValueThatNobodyUnderstandsIsTheDriversOwn) {
  const auto step = planned(kThermal, Scalar{std::int64_t{30}}, shows("nothing that makes sense"));
  EXPECT_EQ(answer(step),
            "change: the value in force is not known; comes back to the card's default, 60 s");
  EXPECT_EQ(step.way_back.original, "60");
}

TEST(WayBack, IsNoneFromWhatNobodyUnderstands) {
  const Readings readings{{kMode, shows(" 0 BOOTUP_DEFAULT :\n 5 COMPUTE :")},
                          {kLevel, shows("manual")}};
  EXPECT_EQ(answer(make_plan(desired({setting(kMode, "compute")}), readings, {}).steps.at(0)),
            "impossible: cannot be brought back: the value in force is not known");
}

TEST(WayBack, OfALevelGoesOnToAutomatic) {
  const auto step = planned(kLevel, "high", shows("unknown"));
  EXPECT_EQ(bytes_of(step), (std::vector<std::string>{"unknown", "auto"}));
}

// --- what people are shown ---

TEST(WayBack, IsShownWithoutTheDriversBytes) {
  const auto curve = restored(kFanCurveKnob, shows(kFanCurve), {"r\nc", "..."});
  EXPECT_EQ(curve.to, "auto");
  EXPECT_EQ(curve.bytes.expect, Value(std::string("auto")));
  const auto asleep = restored(kVoltageCurve, suspended(), {"vc 1 1450 818\nc", "..."});
  EXPECT_EQ(asleep.to, "1: 1450 MHz 818 mV");
  EXPECT_EQ(restored(kCap, suspended(), {"220000000", "96 W"}).to, "220 W");
  // Version 0.1.0 noted no more than this of a number that only a reset brings back.
  EXPECT_EQ(restored(kTarget, shows(kUnsetTarget), {"r\nc", "80 C"}).to, "as before rmcpd");
}

TEST(WayBack, RemembersTheNumberThatOnlyAResetBringsBack) {
  const auto step = planned(kTarget, "80 C", shows(kUnsetTarget));
  EXPECT_EQ(answer(step), "change: ");
  EXPECT_EQ(step.way_back.original, "r");
  EXPECT_EQ(step.way_back.before, "0 C");
  const auto set = with(kUnsetTarget, "\n0\n", "\n80\n");
  const auto back = restored(kTarget, shows(set), {"r\nc", "80 C", "0 C"});
  EXPECT_EQ(one_line(back.bytes.write), "r");
  EXPECT_EQ(back.to, "0 C");
  EXPECT_EQ(back.bytes.expect, Value(Quantity{Unit::celsius, 0}));
}

TEST(WayBack, OfAFanCurveThatIsSetEndsWithAutomatic) {
  const auto step = planned(kFanCurveKnob, "2: 60 C 60 %", shows(kFanCurve));
  EXPECT_EQ(bytes_of(step),
            (std::vector<std::string>{"0 30 20;1 50 35;2 60 50;3 75 80;4 90 100", "2 60 50", "r"}));
}

TEST(Subject, NamesALineForPeople) {
  const auto of = [](const char* name, const char* line) {
    return subject_of(*find_knob(name), line);
  };
  EXPECT_EQ(of(kVoltageCurve, "vc 0 800 712"), "point 0");
  EXPECT_EQ(of(kFanCurveKnob, "3 75 80"), "point 3");
  EXPECT_EQ(of(kVoltageCurve, "s 1 2000"), "the core clock");
  EXPECT_EQ(of(kVoltageCurve, "m 1 875"), "the memory clock");
  EXPECT_EQ(of(kVoltageCurve, "r"), "the reset");
  EXPECT_EQ(of(kVoltageCurve, "c"), "the commit");
}

TEST(Plan, ShowsNothingButLines) {
  const auto level = planned(kLevel, "high", shows("auto\nlow"));
  EXPECT_EQ(level.from, "auto low");
}

}  // namespace
}  // namespace rmcp::test
