// SPDX-License-Identifier: MIT
// What is told of a knob that a card has, hides, or does not have.
#include "lib/records/knob_reading.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

constexpr std::string_view kCap = "attribute.power_cap";

Reading cap_of(std::string watts) {
  Reading reading{.status = Reading::Status::ok, .raw = watts + "000000"};
  reading.companions = {{"power1_cap_default", "100000000"},
                        {"power1_cap_min", "94000000"},
                        {"power1_cap_max", "120000000"}};
  return reading;
}

std::string field(const KnobReading& read, std::string_view key) {
  return get<std::string>(describe(read), key);
}

TEST(KnobReading, GivesValueDefaultAndLimitsInTheCardsUnits) {
  const KnobReading read{find_knob(kCap), cap_of("97")};
  EXPECT_TRUE(is_there(read));
  EXPECT_EQ(field(read, "knob"), kCap);
  EXPECT_EQ(field(read, "value"), "97 W");
  EXPECT_EQ(field(read, "default"), "100 W");
  EXPECT_TRUE(field(read, "limits").starts_with("94 W to 120 W"));
  EXPECT_EQ(field(read, "status"), "ok");
  EXPECT_EQ(field(read, "reason"), "");
}

TEST(KnobReading, OfASleepingCardSaysWhyThereIsNoValue) {
  const KnobReading read{find_knob(kCap), {.status = Reading::Status::suspended}};
  EXPECT_TRUE(is_there(read)) << "as far as is known";
  EXPECT_EQ(field(read, "value"), "");
  EXPECT_EQ(field(read, "limits"), "");
  EXPECT_EQ(field(read, "status"), "suspended");
  EXPECT_EQ(field(read, "reason"), "the card is suspended and was not woken");
}

TEST(KnobReading, OfAFileThatCannotBeReadHasTheKernelsError) {
  const KnobReading read{find_knob(kCap),
                         {.status = Reading::Status::failed, .error = 16, .message = "EBUSY"}};
  EXPECT_EQ(field(read, "status"), "failed");
  EXPECT_EQ(field(read, "reason"), "EBUSY");
}

TEST(KnobReading, OfAMissingFileIsAbsent) {
  const KnobReading read{find_knob(kCap), {}};
  EXPECT_FALSE(is_there(read));
  EXPECT_EQ(field(read, "status"), "absent");
  EXPECT_NE(field(read, "reason"), "");
}

TEST(KnobReading, OfATableWithoutItsLinesIsAbsentToo) {
  const KnobReading read{find_knob("overdrive.core_clock_max"),
                         {.status = Reading::Status::ok, .raw = "OD_MCLK:\n1: 875Mhz"}};
  EXPECT_FALSE(is_there(read));
  EXPECT_EQ(field(read, "status"), "absent");
}

TEST(KnobReading, OfAParameterIsTheTextOfTheKernelBesideItsDefault) {
  const KnobReading read{
      find_knob("parameter.noretry"), {.status = Reading::Status::ok, .raw = "0"}, "-1"};
  EXPECT_EQ(field(read, "value"), "0");
  EXPECT_EQ(field(read, "default"), "-1");
}

TEST(KnobReading, OfAParameterThatTheDriverDoesNotHaveSaysSo) {
  const KnobReading read{find_knob("parameter.noretry"), {}, "-1"};
  EXPECT_EQ(field(read, "status"), "absent");
  EXPECT_EQ(field(read, "reason"), "amdgpu does not show it on this kernel");
}

}  // namespace
}  // namespace rmcp
