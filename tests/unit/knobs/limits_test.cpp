// SPDX-License-Identifier: MIT
// Examples are values that a knob takes, and limits are the card's own.
#include "lib/knobs/limits.hpp"

#include "lib/knobs/short_name.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using testing::HasSubstr;

Reading shows(const char* text) {
  Reading reading;
  reading.status = Reading::Status::ok;
  reading.raw = text;
  return reading;
}

const Knob& knob(std::string_view name) { return *find_knob(name); }

/// RX 6600, pp_od_clk_voltage.
constexpr auto kTable =
    "OD_SCLK:\n0: 500Mhz\n1: 2900Mhz\nOD_MCLK:\n0: 97Mhz\n1: 875MHz\nOD_VDDGFX_OFFSET:\n0mV\n"
    "OD_RANGE:\nSCLK:     500Mhz       2900Mhz\nMCLK:     674Mhz        950Mhz\n"
    "VDDGFX_OFFSET:     -450mv          0mv\n";

TEST(Limits, AreThoseOfTheCardsOwnTable) {
  EXPECT_EQ(limits_of(knob("overdrive.core_clock_max"), shows(kTable)), "500 to 2900 MHz");
  EXPECT_EQ(limits_of(knob("overdrive.voltage_offset"), shows(kTable)), "-450 to 0 mV");
  EXPECT_THAT(limits_of(knob("overdrive.core_clock_max"), shows("OD_SCLK:\n1: 2900Mhz\n")),
              HasSubstr("the card shows no range"));
  EXPECT_EQ(limits_of(knob("fan.curve"),
                      shows("OD_FAN_CURVE:\n0: 0C 0%\n1: 0C 0%\n2: 0C 0%\n3: 0C 0%\n4: 0C 0%\n"
                            "OD_RANGE:\nFAN_CURVE(hotspot temp): 25C 100C\n"
                            "FAN_CURVE(fan speed): 20% 100%\n")),
            "auto, or 5 points, 25 to 100 C and 20 to 100 %");
}

TEST(Limits, AreTheLevelsThatTheCardTakes) {
  const auto levels = [](const char* name, const char* table, const char* firmware) {
    return limits_of(knob(name), test::shows_levels(table, firmware));
  };
  constexpr auto kAsleep = "S: 19Mhz *\n1: 500Mhz \n2: 3320Mhz ";
  EXPECT_EQ(levels("attribute.pp_dpm_sclk", kAsleep, "14.0.2"), "levels 0 1 2, or all");
  EXPECT_EQ(levels("attribute.pp_dpm_sclk", "0: 852Mhz *\n1: 991Mhz ", ""), "levels 0 1, or all");
  EXPECT_EQ(levels("attribute.pp_dpm_fclk", "0: 400Mhz *\n1: 800Mhz ", "11.5.0"),
            "one of the levels 0 1");
}

TEST(Examples, LieInsideTheCardsLimitsAndAskForLess) {
  EXPECT_EQ(example_of(knob("overdrive.core_clock_max"), shows(kTable)), "\"2660 MHz\"");
  EXPECT_EQ(example_of(knob("overdrive.voltage_offset"), shows(kTable)), "\"-50 mV\"");
  auto power = shows("100000000");
  power.companions = {{"power1_cap_default", "100000000"},
                      {"power1_cap_min", "94000000"},
                      {"power1_cap_max", "120000000"}};
  EXPECT_EQ(example_of(knob("attribute.power_cap"), power), "\"94 W\"");
  EXPECT_THAT(limits_of(knob("attribute.power_cap"), power), HasSubstr("94 W to 120 W"));
  power.companions["power1_cap_min"] = "0";
  EXPECT_EQ(example_of(knob("attribute.power_cap"), power), "\"90 W\"");
  EXPECT_THAT(limits_of(knob("attribute.power_cap"), power),
              HasSubstr("120 W at most, no minimum"));
  Reading asleep;
  asleep.status = Reading::Status::suspended;
  EXPECT_EQ(example_of(knob("attribute.power_cap"), asleep), "");
}

TEST(Examples, GiveACurveAllPointsOfTheCard) {
  EXPECT_EQ(example_of(knob("fan.curve"), shows("OD_FAN_CURVE:\n0: 0C 0%\n1: 0C 0%\n2: 0C 0%\n"
                                                "OD_RANGE:\nFAN_CURVE(hotspot temp): 25C 100C\n"
                                                "FAN_CURVE(fan speed): 20% 100%\n")),
            "\"55 C 20 %, 70 C 60 %, 85 C 100 %\"");
}

TEST(Examples, AreTakenByTheirKnobs) {
  EXPECT_EQ(example_of(knob("attribute.power_cap")), "\"150 W\", \"90 %\" or \"90 % or min\"");
  EXPECT_EQ(example_of(knob("overdrive.core_clock_max")), "\"2400 MHz\"");
  EXPECT_EQ(example_of(knob("attribute.autosuspend_delay_ms")), "5000");
  EXPECT_EQ(example_of(knob("parameter.ppfeaturemask")).substr(0, 8), "{ add = ");
  for (const auto& row : knobs()) {
    const auto example = example_of(row);
    const bool is_one_text =
        example.size() > 2 && example.ends_with('"') && !example.starts_with('{');
    if (!is_one_text || example.find(" or ") != example.npos) continue;
    EXPECT_TRUE(row.codec->parse(row, Scalar{example.substr(1, example.size() - 2)}))
        << row.name << " " << example;
  }
}

TEST(ShortNames, StandForTheOnlyKnobThatEndsLikeThat) {
  EXPECT_EQ(full_knob_name("power_cap"), "attribute.power_cap");
  EXPECT_EQ(full_knob_name("curve"), "fan.curve");
  EXPECT_EQ(full_knob_name("HSA_ENABLE_SDMA"), "environment.HSA_ENABLE_SDMA");
  EXPECT_EQ(full_knob_name("powercap"), "powercap");
  EXPECT_EQ(short_knob_name("attribute.power_cap"), "power_cap");
  EXPECT_EQ(nearest_knob("powercap"), "power_cap");
  EXPECT_EQ(nearest_knob("attribute.powercap"), "attribute.power_cap");
}

}  // namespace
}  // namespace rmcp
