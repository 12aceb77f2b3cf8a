// SPDX-License-Identifier: MIT
// The driver's answers to writes.
#include "attribute_rules.hpp"

#include "lib/knobs/codecs/codecs.hpp"
#include "machine_file.hpp"
#include "test_files.hpp"
#include "tests/unit/profile_tables.hpp"

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

std::vector<std::string> profile_tables() {
  std::vector<std::string> tables(std::begin(test::kProfileTables), std::end(test::kProfileTables));
  for (const auto* model : {"vangogh", "vega56", "rx5500xt", "rx5700xt", "rx6600", "rx6900xt",
                            "rx7700s", "rx7900xtx", "rx9060xt"})
    tables.push_back(table_of(model));
  return tables;
}

/// The mode that rmcpd finds in force.
std::string in_force(const std::string& table) {
  const auto& knob = *find_knob("attribute.pp_power_profile_mode");
  const auto mode = knob.codec->decode(knob, {.status = Reading::Status::ok, .raw = table});
  return mode ? to_string(*mode).substr(0, 6) : "";
}

// Else a scenario fails for a reason that no driver has, or passes for one.
TEST(AttributeRules, KnowsTheSameTablesOfProfilesAsRmcpd) {
  for (const auto& table : profile_tables()) {
    const auto modes = profile_modes(table).names;
    EXPECT_GE(modes.size(), 2U) << table;
    for (const auto& [index, name] : modes) {
      const auto selected = select_profile(table, static_cast<unsigned>(index));
      EXPECT_EQ(in_force(selected), name.substr(0, 6)) << selected;
      EXPECT_EQ(std::ranges::count(selected, '*'), 1) << selected;
    }
    for (unsigned index = 1; index < 12; ++index)
      EXPECT_EQ(select_profile(table, index).empty(), !modes.contains(index)) << index << table;
  }
}

TEST(AttributeRules, MarksNoProfileWhereTheOneOfTheStartIsNotListed) {
  const auto table = select_profile(select_profile(table_of("vangogh"), 5), 0);
  EXPECT_EQ(table, table_of("vangogh"));
  EXPECT_EQ(in_force(table), "bootup");
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
