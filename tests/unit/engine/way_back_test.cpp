// SPDX-License-Identifier: MIT
// What was there before comes back, also over a driver that refuses some of it.
#include "daemon/engine/executor.hpp"
#include "fake_backend.hpp"
#include "tests/support/overdrive_rules.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kVoltageCurve = "overdrive.voltage_curve";
constexpr auto kCoreMax = "overdrive.core_clock_max";

/// Points 0 and 2 lie outside. `memory` tells Navi 10 (MHz) from Vega 20 (Mhz).
std::string table(const std::string& memory) {
  std::string text = "OD_SCLK:\n0: 800Mhz\n1: 2100Mhz\nOD_MCLK:\n1: 875" + memory +
                     "\nOD_VDDC_CURVE:\n0: 800MHz 712mV\n1: 1450MHz 818mV\n2: 2100MHz 1207mV\n"
                     "OD_RANGE:\nSCLK:     800Mhz       2150Mhz\nMCLK:     625Mhz        950Mhz\n";
  for (const auto* n : {"0", "1", "2"})
    text += fmt::format(
        "VDDC_CURVE_SCLK[{}]:     800Mhz       2150Mhz\nVDDC_CURVE_VOLT[{}]:     750mV        "
        "1200mV\n",
        n, n);
  return text;
}

class WayBackTest : public testing::Test {
 protected:
  WayBackTest() {
    device.address = {0, 3, 0, 0};
    device.binding.driver = "amdgpu";
    device.binding.epoch = 17;
    card(table("MHz"));
    backend.driver = [this](const Knob& knob, std::string_view bytes, std::string& shown) {
      // As the backend of a real card does it: line by line, up to the first one refused.
      while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        if (const int error = drive(knob, std::string(bytes.substr(0, end)), shown)) return error;
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
      }
      return 0;
    };
  }

  int drive(const Knob& knob, const std::string& line, std::string& shown) {
    const auto no = refused.find(line);
    if (no != refused.end()) return no->second;
    if (knob.file != "pp_od_clk_voltage") {
      shown = line;
      return 0;
    }
    const auto sibling = [this](std::string_view) { return initial; };
    const auto answer = testbed::write_overdrive("pp_od_clk_voltage", line, shown, sibling);
    if (answer.error != 0) return answer.error;
    shown = answer.shown;
    if (answer.committed) committed = shown;
    for (const auto* other : {kVoltageCurve, kCoreMax}) backend.files[other].raw = shown;
    return 0;
  }

  void card(const std::string& text) {
    initial = committed = text;
    backend.files = {
        {kVoltageCurve, {.raw = text}}, {kCoreMax, {.raw = text}}, {kCap, {.raw = "100000000"}}};
  }

  std::string run(const Desired& wanted) {
    state::Journal journal(folder.path(), "boot", device, id_as_seen(device));
    Readings readings;
    for (const auto& name : knobs_to_read(wanted, journal.originals()))
      readings[name] = backend.read(device, *find_knob(name), backend::Wake::no);
    auto plan = make_plan(wanted, readings, journal.originals());
    backend.writes.clear();
    if (before_execution) before_execution();
    engine::Executor executor(backend, device, journal, control, published);
    report = executor.run(plan, Reason::request);
    std::string words;
    for (const auto& o : report.outcomes) words += fmt::format("{} ", to_string(o.result));
    return words;
  }

  static Desired wish(const char* name, const char* value) {
    auto wanted = setting(name, value);
    wanted.trusted = true;
    return desired({wanted});
  }

  /// Journalled, as an earlier run would have it, with these in force.
  void in_force(const char* name, const std::string& original, const std::string& from,
                const std::string& to) {
    state::Journal journal(folder.path(), "boot", device, id_as_seen(device));
    EXPECT_EQ(journal.record_original(name, original), 0);
    EXPECT_EQ(journal.record_applied(name, "something"), 0);
    auto& raw = backend.files[name].raw;
    raw.replace(raw.find(from), from.size(), to);
    committed = raw;
    for (const auto* other : {kVoltageCurve, kCoreMax}) backend.files[other].raw = raw;
  }

  Originals journalled() const {
    return state::Journal(folder.path(), "boot", device, id_as_seen(device)).originals();
  }
  std::vector<std::string> told() const {
    auto lines = backend.writes;
    for (auto& line : lines) line = line.substr(line.find('=') + 1);
    return lines;
  }

  TemporaryFolder folder;
  Device device;
  FakeBackend backend;
  std::string initial, committed;
  std::map<std::string, int> refused;  // what the driver does not take, with its errno
  std::function<void()> before_execution;
  engine::JobControl control;
  Published published;
  Report report;
};

TEST_F(WayBackTest, IsByThePointsThatHaveChanged) {
  EXPECT_EQ(run(wish(kVoltageCurve, "1: 1450 MHz 790 mV")), "applied ");
  EXPECT_THAT(report.outcomes[0].reason, HasSubstr("comes back by its points alone"));
  EXPECT_NE(committed, initial);
  EXPECT_EQ(run({}), "restored ");
  EXPECT_THAT(told(), ElementsAre("vc 1 1450 818", "c"));
  EXPECT_EQ(committed, initial);
  EXPECT_THAT(report.outcomes[0].reason, HasSubstr("; back by its points alone"));
  EXPECT_TRUE(journalled().empty());
}

TEST_F(WayBackTest, IsByResetWithTheTableAsItIsByThen) {
  EXPECT_EQ(run(wish(kVoltageCurve, "0: 800 MHz 760 mV")), "applied ");
  // Somebody else sets another row between the plan and its execution.
  before_execution = [this] {
    backend.driver(*find_knob(kCoreMax), "s 1 2050", backend.files[kCoreMax].raw);
  };
  EXPECT_EQ(run({}), "restored ");
  auto expected = initial;
  expected.replace(expected.find("1: 2100Mhz"), 10, "1: 2050Mhz");
  EXPECT_EQ(committed, expected);
  EXPECT_THAT(report.outcomes[0].reason, HasSubstr("; back by reset to the card's defaults"));
}

TEST_F(WayBackTest, StaysNotedWhenThereIsNoOther) {
  EXPECT_EQ(run(wish(kCap, "95 W")), "applied ");
  refused = {{"100000000", EINVAL}};
  EXPECT_EQ(run({}), "failed ");  // the default is what was there
  EXPECT_THAT(told(), ElementsAre("100000000"));
  EXPECT_EQ(journalled().size(), 1u);
}

TEST_F(WayBackTest, OfACapIsTheDefaultWhenTheDriverRefusesTheOldOne) {
  backend.files[kCap].raw = "110000000";
  EXPECT_EQ(run(wish(kCap, "95 W")), "applied ");
  EXPECT_EQ(report.outcomes[0].reason, "");
  refused = {{"110000000", EINVAL}};
  EXPECT_EQ(run({}), "restored ");
  EXPECT_THAT(told(), ElementsAre("110000000", "100000000"));
  EXPECT_EQ(report.outcomes[0].to, "100 W");
  EXPECT_EQ(report.outcomes[0].reason,
            "EINVAL (Invalid argument); back to the card's default, 100 W");
  EXPECT_TRUE(journalled().empty());
}

TEST_F(WayBackTest, IsNotChangedByAReasonThatPasses) {
  backend.files[kCap].raw = "110000000";
  run(wish(kCap, "95 W"));
  for (const int error : {EPERM, EBUSY, EIO}) {
    refused = {{"110000000", error}};
    EXPECT_EQ(run({}), "failed ");
    EXPECT_THAT(told(), ElementsAre("110000000"));
    EXPECT_EQ(report.outcomes[0].error, error);
  }
  EXPECT_EQ(journalled().at(kCap).original, "110000000");
}

TEST_F(WayBackTest, BringsTheOtherPointsWhenOneIsRefused) {
  // A Vega 20, whose reset is none, and an original of which one point can never come back.
  card(table("Mhz"));
  in_force(kVoltageCurve, "vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1150\nc",
           "0: 800MHz 712mV\n1: 1450MHz 818mV\n2: 2100MHz 1207mV",
           "0: 800MHz 760mV\n1: 1450MHz 790mV\n2: 2000MHz 1100mV");
  EXPECT_EQ(run({}), "failed ");
  EXPECT_THAT(told(), ElementsAre("vc 0 800 712", "vc 1 1450 818", "vc 2 2100 1150", "c"));
  EXPECT_THAT(committed, HasSubstr("0: 800MHz 760mV\n1: 1450MHz 818mV\n2: 2100MHz 1150mV"));
  EXPECT_EQ(report.outcomes[0].reason,
            "point 0 refused: EINVAL (Invalid argument); the rest is back");
  EXPECT_EQ(report.outcomes[0].error, EINVAL);
  EXPECT_EQ(journalled().size(), 1u);
}

TEST_F(WayBackTest, IsWholeWhenOnlyWhatNeverMovedIsRefused) {
  card(table("Mhz").substr(0, table("Mhz").find("OD_RANGE")));  // it names no limits
  in_force(kVoltageCurve, "vc 0 800 712\nvc 1 1450 818\nvc 2 2100 1207\nc", "818mV", "790mV");
  refused = {{"vc 0 800 712", EINVAL}, {"vc 2 2100 1207", EINVAL}};
  EXPECT_EQ(run({}), "restored ");
  EXPECT_EQ(committed, initial);
}

TEST_F(WayBackTest, CommitsNothingWhenNoLineIsTaken) {
  run(wish(kVoltageCurve, "1: 1450 MHz 790 mV"));
  refused = {{"vc 1 1450 818", EINVAL}, {"r", EINVAL}};
  EXPECT_EQ(run({}), "failed ");
  EXPECT_THAT(told(), ElementsAre("vc 1 1450 818", "r"));
  EXPECT_EQ(report.outcomes[0].reason, "the reset refused: EINVAL (Invalid argument)");
}

TEST_F(WayBackTest, IsTakenAgainAfterAKillInFrontOfTheCommit) {
  run(wish(kVoltageCurve, "1: 1450 MHz 790 mV"));
  const auto ours = committed;
  auto& raw = backend.files[kVoltageCurve].raw;
  backend.driver(*find_knob(kVoltageCurve), "vc 1 1450 818", raw);  // shown, not in force
  ASSERT_EQ(committed, ours);
  EXPECT_EQ(run({}), "restored ");
  EXPECT_EQ(committed, initial);
}

TEST_F(WayBackTest, LeavesNoEditBehindWhenALaterOneIsRefused) {
  refused = {{"vc 2 2000 1100", EINVAL}};
  EXPECT_EQ(run(wish(kVoltageCurve, "1: 1450 MHz 790 mV, 2000 MHz 1100 mV")), "failed ");
  EXPECT_EQ(committed, initial);
  EXPECT_EQ(backend.files[kVoltageCurve].raw, initial);
}

TEST_F(WayBackTest, OfASleepingCardIsFoundOnceItIsAwake) {
  run(wish(kVoltageCurve, "1: 1450 MHz 790 mV"));
  backend.suspended = true;
  EXPECT_EQ(run({}), "restored ");
  EXPECT_THAT(told(), ElementsAre("vc 1 1450 818", "c"));
  EXPECT_EQ(committed, initial);
}

TEST_F(WayBackTest, IsRememberedInWordsOverARestart) {
  run(wish(kCap, "95 W"));
  EXPECT_EQ(journalled().at(kCap), (JournalEntry{"100000000", "95 W", "100 W"}));
}

}  // namespace
}  // namespace rmcp::test
