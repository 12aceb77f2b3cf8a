// SPDX-License-Identifier: MIT
// The daemon's texts for levels, and what drivers make of them: each card in the moments in which
// its file looks different, by the forms of Linux 6.12 and of 7.3.
#include "level_rules.hpp"

#include "lib/knobs/knob.hpp"
#include "lib/plan/plan.hpp"
#include "machine_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>

namespace rmcp::testbed {
namespace {

/// A clock of a card: its rows in one moment, and the ends of its range.
struct Moment {
  const char *name, *knob, *mp1, *layout, *rows, *lowest, *highest;
};

void PrintTo(const Moment& moment, std::ostream* out) { *out << moment.name; }

constexpr auto kSclk = "attribute.pp_dpm_sclk", kMclk = "attribute.pp_dpm_mclk";

constexpr Moment kMoments[] = {
    {"rdna1_busy", kSclk, "11.0.0", "fine", "0: 300Mhz \n1: 1450Mhz *\n2: 1900Mhz \n", "300Mhz",
     "1900Mhz"},
    {"rdna1_idle", kSclk, "11.0.0", "fine", "0: 300Mhz *\n1: 1900Mhz \n", "300Mhz", "1900Mhz"},
    {"rdna1_asleep", kSclk, "11.0.0", "fine", "S: 6Mhz *\n1: 300Mhz \n2: 1900Mhz \n", "300Mhz",
     "1900Mhz"},
    {"rdna1_memory", kMclk, "11.0.0", "discrete-silent",
     "0: 100Mhz *\n1: 500Mhz \n2: 625Mhz \n3: 875Mhz \n", "100Mhz", "875Mhz"},
    {"rdna1_memory_asleep", kMclk, "11.0.0", "discrete-silent",
     "S: 20Mhz *\n1: 100Mhz \n2: 500Mhz \n3: 625Mhz \n4: 875Mhz \n", "100Mhz", "875Mhz"},
    {"rdna2_busy", kSclk, "11.0.12", "fine", "0: 500Mhz \n1: 2044Mhz *\n2: 2750Mhz \n", "500Mhz",
     "2750Mhz"},
    {"rdna2_idle", kSclk, "11.0.12", "fine", "0: 500Mhz *\n1: 2750Mhz \n", "500Mhz", "2750Mhz"},
    {"rdna2_asleep", kSclk, "11.0.12", "fine", "S: 0Mhz *\n1: 500Mhz \n2: 2750Mhz \n", "500Mhz",
     "2750Mhz"},
    {"rdna3_asleep_in_6_12", kSclk, "13.0.0", "fine", "0: 500Mhz \n1: 31Mhz *\n2: 2219Mhz \n",
     "500Mhz", "2219Mhz"},
    {"rdna3_at_the_top", kSclk, "13.0.0", "fine", "0: 500Mhz \n1: 2219Mhz *\n", "500Mhz",
     "2219Mhz"},
    {"rdna3_asleep", kSclk, "13.0.0", "fine", "S: 31Mhz *\n1: 500Mhz \n2: 2219Mhz \n", "500Mhz",
     "2219Mhz"},
    {"rdna3_memory_asleep", kMclk, "13.0.0", "discrete-einval",
     "S: 24Mhz *\n1: 96Mhz \n2: 456Mhz \n3: 772Mhz \n4: 1249Mhz \n", "96Mhz", "1249Mhz"},
    {"navi33_busy", kSclk, "13.0.7", "fine", "0: 255Mhz \n1: 1300Mhz *\n2: 2208Mhz \n", "255Mhz",
     "2208Mhz"},
    {"navi33_asleep", kSclk, "13.0.7", "fine", "S: 0Mhz *\n1: 255Mhz \n2: 2208Mhz \n", "255Mhz",
     "2208Mhz"},
    {"rdna4_idle", kSclk, "14.0.2", "fine", "0: 500Mhz *\n1: 3320Mhz \n", "500Mhz", "3320Mhz"},
    {"rdna4_asleep", kSclk, "14.0.2", "fine", "S: 19Mhz *\n1: 500Mhz \n2: 3320Mhz \n", "500Mhz",
     "3320Mhz"},
    {"mi300_asleep_in_6_12", kSclk, "13.0.6", "discrete-einval",
     "S: 132Mhz *\n0: 500Mhz\n1: 1300Mhz\n2: 2100Mhz\n", "500Mhz", "2100Mhz"},
    {"mi300_asleep", kSclk, "13.0.6", "discrete-einval",
     "S: 132Mhz *\n1: 500Mhz \n2: 1300Mhz \n3: 2100Mhz \n", "500Mhz", "2100Mhz"},
    {"vega10", kSclk, "", "powerplay", "0: 852Mhz *\n1: 991Mhz \n2: 1138Mhz \n", "852Mhz",
     "1138Mhz"},
};

Reading reading_of(const Moment& moment) {
  Reading reading{.status = Reading::Status::ok, .raw = moment.rows};
  reading.raw.pop_back();
  unsigned major = 0, minor = 0, revision = 0;
  if (std::sscanf(moment.mp1, "%u.%u.%u", &major, &minor, &revision) == 3) {
    const std::string firmware = "ip_discovery/die/0/MP1/0/";
    reading.companions = {{firmware + "major", std::to_string(major)},
                          {firmware + "minor", std::to_string(minor)},
                          {firmware + "revision", std::to_string(revision)}};
  }
  return reading;
}

/// The range that the driver makes of a value; the reason or the errno if there is none.
std::string range_after(const Moment& moment, const std::string& value) {
  const auto& knob = *find_knob(moment.knob);
  const auto reading = reading_of(moment);
  const auto wanted = parse_text(knob, value).value();
  if (const auto refused = knob.codec->check(knob, wanted, reading)) return refused.text;
  const auto bytes = knob.codec->encode(knob, wanted, reading);
  if (!bytes) return bytes.error().text;
  const auto layout = [&moment](std::string_view) { return std::string(moment.layout); };
  const auto answer = write_levels(knob.file, *bytes, moment.rows, layout);
  if (answer.error != 0) return "errno " + std::to_string(answer.error);
  const auto range = answer.others.find(std::string(knob.file) + ":range");
  return range == answer.others.end() ? kWholeRange : range->second;
}

class Levels : public testing::TestWithParam<Moment> {
 protected:
  static std::string from_to(const char* low, const char* high) {
    return std::string(low) + " to " + high + "\n";
  }
};

TEST_P(Levels, AreAllAllowedAgain) {
  const auto& moment = GetParam();
  EXPECT_EQ(range_after(moment, "all"), from_to(moment.lowest, moment.highest));
}

TEST_P(Levels, CountFromTheLowestWhateverTheFileShowsNow) {
  const auto& moment = GetParam();
  EXPECT_EQ(range_after(moment, "0"), from_to(moment.lowest, moment.lowest));
}

TEST_P(Levels, HaveTheHighestAtTheirEndWhateverTheFileShowsNow) {
  const auto& moment = GetParam();
  const bool three = std::string_view(moment.knob) == kSclk;
  EXPECT_EQ(range_after(moment, three ? "2" : "3"), from_to(moment.highest, moment.highest));
}

TEST_P(Levels, AreNeverMoreThanTheCardHas) {
  EXPECT_THAT(range_after(GetParam(), "4"), testing::StartsWith("this card has no level 4"));
}

/// All rows show a clock that their own index gives, though the driver counts the other way.
TEST(LevelsOfAnApu, AreThoseOfItsRows) {
  constexpr Moment deck{"deck",
                        "attribute.pp_dpm_fclk",
                        "11.5.0",
                        "reversed",
                        "0: 400Mhz *\n1: 800Mhz \n2: 1600Mhz \n",
                        "400Mhz",
                        "1600Mhz"};
  EXPECT_EQ(range_after(deck, "0"), "400Mhz to 400Mhz\n");
  EXPECT_EQ(range_after(deck, "2"), "1600Mhz to 1600Mhz\n");
  auto between = deck;
  between.rows = "0: 400Mhz \n1: 800Mhz \n2: 1600Mhz \n   1000Mhz *\n";
  EXPECT_EQ(range_after(between, "0"), "400Mhz to 400Mhz\n");
}

TEST(LevelRules, CrossTheLimitsOfAReversedTable) {
  const auto layout = [](std::string_view) { return std::string("reversed"); };
  const auto answer =
      write_levels("pp_dpm_fclk", "0 1 2", "0: 400Mhz *\n1: 800Mhz \n2: 1600Mhz \n", layout);
  EXPECT_EQ(answer.others.at("pp_dpm_fclk:range"), "1600Mhz to 400Mhz\n");
}

INSTANTIATE_TEST_SUITE_P(Every, Levels, testing::ValuesIn(kMoments),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace rmcp::testbed
