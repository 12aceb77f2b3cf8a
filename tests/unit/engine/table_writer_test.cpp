// SPDX-License-Identifier: MIT
// What is written to the files of one overdrive table, and what becomes of each setting.
#include "daemon/engine/executor.hpp"
#include "fake_backend.hpp"
#include "tests/support/overdrive_rules.hpp"
#include "tests/unit/overdrive_tables.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace rmcp::test {
namespace {

using testing::ElementsAre;

constexpr auto kCoreClock = "overdrive.core_clock_max";
constexpr auto kOffset = "overdrive.voltage_offset";
constexpr auto kCurve = "fan.curve";
constexpr auto kTemperature = "fan.target_temperature";

/// An RDNA3 card, whose driver refuses the lines in `refused`.
class OneTable : public testing::Test {
 protected:
  OneTable() {
    device.address = {0, 3, 0, 0};
    device.binding.driver = "amdgpu";
    device.binding.epoch = 17;
    // A table ends with a line feed here: the rules go by lines.
    backend.files = {{kCoreClock, {.raw = std::string(kNavi31Table) + "\n"}},
                     {kOffset, {.raw = std::string(kNavi31Table) + "\n"}},
                     {kCurve, {.raw = std::string(kFanCurve) + "\n"}},
                     {kTemperature, {.raw = std::string(kUnsetTarget) + "\n"}}};
    for (const auto& [name, file] : backend.files) initial[name] = file.raw;
    backend.driver = [this](const Knob& knob, std::string_view line, std::string& shown) {
      return drive(knob, std::string(line), shown);
    };
  }

  int drive(const Knob& knob, const std::string& line, std::string& shown) {
    if (const auto no = refused.find(line); no != refused.end()) return no->second;
    const auto sibling = [&](std::string_view) { return initial[std::string(knob.name)]; };
    const bool fan = knob.entry.command.empty();
    const auto answer = fan ? testbed::write_fan_control(knob.file, line, shown, sibling)
                            : testbed::write_overdrive(knob.file, line, shown, sibling);
    if (answer.error != 0) return answer.error;
    shown = answer.shown;
    if (!fan) backend.files[kCoreClock].raw = backend.files[kOffset].raw = shown;
    return 0;
  }

  /// One word an outcome.
  std::string run(std::initializer_list<Setting> settings) {
    const auto wanted = desired(settings);
    state::Journal journal(folder.path(), "boot", device, id_as_seen(device));
    Readings readings;
    for (const auto& name : knobs_to_read(wanted, journal.originals()))
      readings[name] = backend.read(device, *find_knob(name), backend::Wake::yes);
    backend.writes.clear();
    engine::Executor executor(backend, device, journal, control, published);
    report = executor.run(make_plan(wanted, readings, journal.originals()), Reason::request);
    std::string words;
    for (const auto& o : report.outcomes) words += fmt::format("{} ", to_string(o.result));
    return words;
  }

  TemporaryFolder folder;
  Device device;
  FakeBackend backend;
  std::map<std::string, std::string> initial;
  std::map<std::string, int> refused;
  engine::JobControl control;
  Published published;
  Report report;
};

TEST_F(OneTable, IsCommittedOnceInTheFileOfTheLastEdit) {
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz"), trusted(kCurve, "0: 25 C 20 %")}),
            "applied applied ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.core_clock_max=s 1 2600", "fan.curve=0 25 20", "fan.curve=c"));
}

TEST_F(OneTable, KeepsTheOthersWhenOneEditIsRefused) {
  refused = {{"vo -60", EINVAL}};
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz"), trusted(kOffset, "-60 mV")}), "applied failed ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.core_clock_max=s 1 2600", "overdrive.voltage_offset=vo -60",
                          "overdrive.voltage_offset=vo -20", "overdrive.core_clock_max=c"));
}

TEST_F(OneTable, IsNotCommittedWithoutAnEdit) {
  refused = {{"vo -60", EINVAL}};
  EXPECT_EQ(run({trusted(kOffset, "-60 mV")}), "failed ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.voltage_offset=vo -60", "overdrive.voltage_offset=vo -20"));
}

TEST_F(OneTable, FailsAsAWholeWithItsCommit) {
  refused = {{"c", EINVAL}};
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz"), trusted(kOffset, "-60 mV")}), "failed failed ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.core_clock_max=s 1 2600", "overdrive.voltage_offset=vo -60",
                          "overdrive.voltage_offset=c", "overdrive.core_clock_max=s 1 2800",
                          "overdrive.voltage_offset=vo -20"));
  EXPECT_EQ(backend.files[kCoreClock].raw, initial[kCoreClock]);
}

TEST_F(OneTable, KeepsItsEditsForTheNextTryInAReset) {
  refused = {{"c", EBUSY}};
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz")}), "failed ");
  EXPECT_EQ(report.outcomes.at(0).error, EBUSY);
  refused.clear();
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz")}), "applied ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.core_clock_max=s 1 2600", "overdrive.core_clock_max=c"));
}

TEST_F(OneTable, SaysWhenAValueThatWasInForceIsNotAnyMore) {
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz"), trusted(kOffset, "-60 mV")}), "applied applied ");
  refused = {{"vo -60", EINVAL}};
  EXPECT_EQ(run({trusted(kCoreClock, "2500 MHz"), trusted(kOffset, "-60 mV")}), "applied failed ");
}

/// The reset of a fan's file is a commit, and the next commit would leave out what went before.
TEST_F(OneTable, IsWrittenAgainBehindTheResetOfAFansFile) {
  EXPECT_EQ(run({trusted(kTemperature, "80 C")}), "applied ");
  EXPECT_EQ(run({trusted(kCoreClock, "2600 MHz"), trusted(kCurve, "0: 25 C 20 %")}),
            "applied restored applied ");
  EXPECT_THAT(backend.writes,
              ElementsAre("overdrive.core_clock_max=s 1 2600", "fan.target_temperature=r",
                          "overdrive.core_clock_max=s 1 2600", "fan.curve=0 25 20", "fan.curve=c"));
}

}  // namespace
}  // namespace rmcp::test
