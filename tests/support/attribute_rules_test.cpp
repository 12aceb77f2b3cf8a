// SPDX-License-Identifier: MIT
// The driver's answers to writes.
#include "attribute_rules.hpp"

#include "machine_file.hpp"
#include "test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace rmcp::testbed {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string table_of(const std::string& model) {
  const TemporaryFolder folder;
  folder.write("cards/x.toml", read_text(machines_directory() + "/cards/" + model + ".toml"));
  const auto machine = read_machine_file(
      folder.write("m.toml", "[[gpu]]\nmodel = \"x\"\naddress = \"0000:03:00.0\"\n"));
  return machine.value().gpus.at(0).attributes.at("pp_power_profile_mode");
}

Sibling level(const std::string& text) {
  return [text](std::string_view) { return text + "\n"; };
}

TEST(AttributeRules, RefusesALevelThatIsNone) {
  const auto answer =
      write_by_rule("power_dpm_force_performance_level", "fast\n", "auto\n", level(""));
  EXPECT_EQ(answer.error, EINVAL);
}

TEST(AttributeRules, ShowsALevelWithItsNewline) {
  const auto answer =
      write_by_rule("power_dpm_force_performance_level", "low", "auto\n", level(""));
  EXPECT_EQ(answer.error, 0);
  EXPECT_EQ(answer.shown, "low\n");
}

TEST(AttributeRules, MovesTheStarInATableWithAProfileARow) {
  const std::string table = select_profile(table_of("rx6600"), 5);
  EXPECT_THAT(table, HasSubstr(" 5        COMPUTE*:\n"));
  EXPECT_THAT(table, HasSubstr(" 1 3D_FULL_SCREEN :\n"));
  EXPECT_EQ(std::ranges::count(table, '*'), 1);
  EXPECT_EQ(table.size(), table_of("rx6600").size());
}

TEST(AttributeRules, MovesTheStarInATableWithAProfileAColumn) {
  const std::string table = select_profile(table_of("rx7700s"), 5);
  EXPECT_THAT(table, HasSubstr("5 COMPUTE       * 6 CUSTOM"));
  EXPECT_THAT(table, HasSubstr("0 BOOTUP_DEFAULT  1 3D"));
  EXPECT_EQ(std::ranges::count(table, '*'), 1);
}

TEST(AttributeRules, MovesTheStarInATableWithoutColons) {
  const std::string table = select_profile(" 1 3D_FULL_SCREEN*\n 3          VIDEO \n", 3);
  EXPECT_THAT(table, HasSubstr("3          VIDEO*\n"));
  EXPECT_EQ(std::ranges::count(table, '*'), 1);
}

TEST(AttributeRules, MovesTheStarInVegasTable) {
  const std::string table = select_profile(table_of("vega56"), 5);
  EXPECT_THAT(table, HasSubstr("  5        COMPUTE*:             30  60"));
  EXPECT_EQ(std::ranges::count(table, '*'), 1);
}

TEST(AttributeRules, HasNoProfileBeyondTheTable) {
  EXPECT_EQ(write_by_rule("pp_power_profile_mode", "7", table_of("rx6600"), level("manual")).error,
            EINVAL);
}

TEST(AttributeRules, WantsTheManualLevelForAProfileOfVega) {
  EXPECT_EQ(write_by_rule("pp_power_profile_mode", "5", table_of("vega56"), level("auto")).error,
            EINVAL);
  EXPECT_EQ(write_by_rule("pp_power_profile_mode", "5", table_of("vega56"), level("manual")).error,
            0);
}

TEST(AttributeRules, WantsTheManualLevelForClockLevels) {
  const std::string clocks = "0: 500Mhz *\n1: 2660Mhz \n";
  EXPECT_EQ(write_by_rule("pp_dpm_sclk", "0 1", clocks, level("auto")).error, EINVAL);
  EXPECT_EQ(write_by_rule("pp_dpm_sclk", "0 1", clocks, level("manual")).error, 0);
  EXPECT_EQ(write_by_rule("pp_dpm_sclk", "2", clocks, level("manual")).error, EINVAL);
}

TEST(AttributeRules, CutsAPowerCapToWholeWattsAndKeepsItsLimits) {
  const Sibling limits = [](std::string_view name) {
    return std::string(name == "hwmon/power1_cap_min" ? "94000000\n" : "120000000\n");
  };
  EXPECT_EQ(write_by_rule("hwmon/power1_cap", "95700000", "100000000\n", limits).shown,
            "95000000\n");
  EXPECT_EQ(write_by_rule("hwmon/power1_cap", "93000000", "100000000\n", limits).error, EINVAL);
  EXPECT_EQ(write_by_rule("hwmon/power1_cap", "121000000", "100000000\n", limits).error, EINVAL);
}

TEST(AttributeRules, TellsThrottlingLoggingInWords) {
  const std::string now =
      "0000:03:00.0: thermal throttling logging enabled, with interval 60 seconds\n";
  EXPECT_EQ(write_by_rule("thermal_throttling_logging", "120", now, level("")).shown,
            "0000:03:00.0: thermal throttling logging enabled, with interval 120 seconds\n");
  EXPECT_EQ(write_by_rule("thermal_throttling_logging", "0", now, level("")).shown,
            "0000:03:00.0: thermal throttling logging disabled, with interval 60 seconds\n");
  EXPECT_EQ(write_by_rule("thermal_throttling_logging", "3601", now, level("")).error, EINVAL);
}

}  // namespace
}  // namespace rmcp::testbed
