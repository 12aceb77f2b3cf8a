// SPDX-License-Identifier: MIT
// What becomes of each step, also when the device does not play along.
#include "daemon/engine/executor.hpp"

#include "fake_backend.hpp"
#include "tests/unit/overdrive_tables.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

class Execute : public testing::Test {
 protected:
  Execute() {
    device.address = {0, 3, 0, 0};
    device.binding.driver = "amdgpu";
    device.binding.epoch = 17;
    backend.files = {{kLevel, {.raw = "auto"}},
                     {kCap, {.raw = "100000000"}},
                     {kSclk, {.raw = "0: 500Mhz \n1: 900Mhz *"}}};
  }

  /// Plans and executes once, as a job does. One word an outcome.
  std::string run(const Desired& wanted) {
    state::Journal journal(folder.path(), "boot", device, id_as_seen(device));
    Readings readings;
    for (const auto& name : knobs_to_read(wanted, journal.originals())) {
      readings[name] = backend.read(device, *find_knob(name), backend::Wake::yes);
    }
    engine::Executor executor(backend, device, journal, control, published);
    report = executor.run(make_plan(wanted, readings, journal.originals()), Reason::request);
    std::string words;
    for (const auto& o : report.outcomes) words += fmt::format("{} ", to_string(o.result));
    return words;
  }

  Originals journalled() const {
    return state::Journal(folder.path(), "boot", device, id_as_seen(device)).originals();
  }

  TemporaryFolder folder;
  Device device;
  FakeBackend backend;
  engine::JobControl control;
  Published published;
  Report report;
};

TEST_F(Execute, WritesReadsBackAndIsIdempotent) {
  const auto wanted = desired({setting(kLevel, "high"), setting(kCap, "80 %")});
  EXPECT_EQ(run(wanted), "applied applied ");
  EXPECT_EQ(backend.files[kCap].raw, "80000000");
  const auto writes = backend.writes;
  EXPECT_EQ(run(wanted), "already already ");
  EXPECT_EQ(backend.writes, writes);
}

TEST_F(Execute, JournalsTheOriginalBeforeTheWrite) {
  backend.files[kLevel].write_error = EINVAL;
  EXPECT_EQ(run(desired({setting(kLevel, "high")})), "failed ");
  EXPECT_EQ(journalled(), (Originals{{kLevel, {"auto", "", "auto"}}}));
}

TEST_F(Execute, DoesNotWriteWhatItCannotJournal) {
  folder.write("journal", "a file where the folder should be");
  EXPECT_EQ(run(desired({setting(kLevel, "high")})), "failed ");
  EXPECT_TRUE(backend.writes.empty());
}

TEST_F(Execute, NotesNothingOnceItsJobWasGivenUp) {
  // Unplugged while the write hangs; the same slot has a new card with notes of its own.
  backend.during_write = [this] {
    control.abandon();
    device.binding.epoch = 18;
    state::Journal journal_of_other(folder.path(), "boot", device, id_as_seen(device));
    EXPECT_EQ(journal_of_other.record_original(kCap, "100000000"), 0);
  };
  const Device before = device;
  state::Journal journal(folder.path(), "boot", before, id_as_seen(before));
  const Readings readings{{kLevel, backend.read(before, *find_knob(kLevel), backend::Wake::yes)},
                          {kCap, backend.read(before, *find_knob(kCap), backend::Wake::yes)}};
  const auto wanted = desired({setting(kLevel, "high"), setting(kCap, "80 %")});
  engine::Executor(backend, before, journal, control, published)
      .run(make_plan(wanted, readings, {}), Reason::request);
  EXPECT_EQ(backend.writes.size(), 1U);
  EXPECT_EQ(journalled(), (Originals{{kCap, {"100000000", ""}}}));
}

TEST_F(Execute, KeepsTheFirstOriginal) {
  run(desired({setting(kLevel, "high")}));
  run(desired({setting(kLevel, "low")}));
  EXPECT_EQ(journalled(), (Originals{{kLevel, {"auto", "low", "auto"}}}));
  EXPECT_EQ(run({}), "restored ");
  EXPECT_EQ(backend.files[kLevel].raw, "auto");
  EXPECT_TRUE(journalled().empty());
}

TEST_F(Execute, OneFailureStopsNothingElse) {
  for (const int error : {EINVAL, EIO, EBUSY, ENODEV, EPERM}) {
    backend.files[kLevel].write_error = error;
    backend.files[kCap].raw = "100000000";
    EXPECT_EQ(run(desired({setting(kLevel, "high"), setting(kCap, "90 W")})), "failed applied ");
    EXPECT_EQ(report.outcomes[0].error, error);
    EXPECT_FALSE(report.outcomes[0].reason.empty());
  }
}

TEST_F(Execute, SkipsWhatDependsOnAFailedStep) {
  backend.files[kLevel].write_error = EIO;
  EXPECT_EQ(run(desired({setting(kLevel, "manual"), setting(kSclk, "0")})), "failed skipped ");
}

TEST_F(Execute, SkipsNothingThatNeedsNothingOnThisCard) {
  constexpr auto kClock = "overdrive.core_clock_max";
  backend.files[kLevel].write_error = EIO;
  auto& table = backend.files[kClock];
  table.raw = table.answer = kNavi21Table;
  table.answer.replace(table.answer.find("2450"), 4, "2400");
  auto clock = setting(kClock, "2400 MHz");
  clock.trusted = true;
  EXPECT_EQ(run(desired({setting(kLevel, "manual"), clock})), "failed applied ");
}

class ExecuteLate : public Execute {
 protected:
  static constexpr auto kClock = "overdrive.core_clock_max";

  ExecuteLate() {
    auto& table = backend.files[kClock];  // empty until the level is manual
    table.answer = kVanGoghTable;
    table.answer.replace(table.answer.find("1600"), 4, "1500");
    backend.during_write = [this] {
      if (backend.writes.empty()) backend.files[kClock].raw = kVanGoghTable;
    };
  }

  static Desired wanted(const char* value) {
    auto clock = setting(kClock, value);
    clock.trusted = true;
    return desired({setting(kLevel, "manual"), clock});
  }
};

TEST_F(ExecuteLate, ReadsWhatShowsOnceItsRequirementIsInForce) {
  EXPECT_EQ(run(wanted("1500 MHz")), "applied applied ");
  EXPECT_EQ(backend.writes.at(1), std::string(kClock) + "=s 1 1500");
  EXPECT_EQ(backend.writes.at(2), std::string(kClock) + "=s 0 200");
  EXPECT_EQ(backend.writes.at(3), std::string(kClock) + "=c");
  EXPECT_EQ(report.outcomes[1].from, "1600 MHz");
  EXPECT_EQ(journalled().at(kClock), (JournalEntry{"s 1 1600", "1500 MHz", "1600 MHz"}));
  EXPECT_EQ(run(wanted("1500 MHz")), "already already ");
}

TEST_F(ExecuteLate, WritesNothingThatTheCardCannotHave) {
  EXPECT_EQ(run(wanted("1700 MHz")), "applied refused ");
  EXPECT_EQ(backend.writes.size(), 1U);
  EXPECT_FALSE(journalled().contains(kClock));
}

TEST_F(ExecuteLate, IsSkippedWithItsRequirement) {
  backend.files[kLevel].write_error = EIO;
  EXPECT_EQ(run(wanted("1500 MHz")), "failed skipped ");
  EXPECT_EQ(backend.writes.size(), 1U);
}

TEST_F(Execute, ShowsWhatTheDriverMadeOfTheWrite) {
  backend.files[kCap].answer = "95000000";
  EXPECT_EQ(run(desired({setting(kCap, "90 W")})), "refused ");
  EXPECT_EQ(report.outcomes[0].found, "95 W");
}

TEST_F(Execute, TakesNoHeadingOfATableForTheValueReadBack) {
  constexpr auto kClock = "overdrive.core_clock_max";
  backend.files[kClock] = {.raw = kNavi21Table, .answer = "OD_MCLK:\n0: 97Mhz\n"};
  auto clock = setting(kClock, "2400 MHz");
  clock.trusted = true;
  EXPECT_EQ(run(desired({setting(kLevel, "manual"), clock})), "applied refused ");
  EXPECT_EQ(report.outcomes[1].found, "");
  EXPECT_EQ(report.outcomes[1].reason,
            "the driver accepted the write, and the file shows no value");
}

TEST_F(Execute, ReportsAReadBackThatFails) {
  const auto wanted = desired({setting(kLevel, "high")});
  state::Journal journal(folder.path(), "boot", device, id_as_seen(device));
  const Readings readings{{kLevel, shows("auto")}};
  backend.files[kLevel].read_error = EIO;
  engine::Executor executor(backend, device, journal, control, published);
  const auto outcome =
      executor.run(make_plan(wanted, readings, {}), Reason::request).outcomes.at(0);
  EXPECT_EQ(outcome.result, Result::failed);
  EXPECT_EQ(outcome.error, EIO);
}

TEST_F(Execute, SaysWrittenWhereNothingCanBeReadBack) {
  EXPECT_EQ(run(desired({setting(kLevel, "manual"), setting(kSclk, "0")})), "applied written ");
  backend.files[kSclk].raw = "0: 500Mhz *\n1: 900Mhz ";
  EXPECT_EQ(run(desired({setting(kLevel, "manual"), setting(kSclk, "0")})), "already already ");
}

TEST_F(Execute, WritesNothingToAnotherBinding) {
  backend.bound = false;
  EXPECT_EQ(run(desired({setting(kLevel, "high")})), "failed ");
  EXPECT_EQ(report.outcomes[0].error, ENODEV);
  EXPECT_TRUE(backend.writes.empty());
}

TEST_F(Execute, WritesNothingOnceAbandoned) {
  control.abandon();
  EXPECT_EQ(run(desired({setting(kLevel, "high")})), "failed ");
  EXPECT_TRUE(backend.writes.empty());
}

TEST_F(Execute, RetriesARestoreThatFailed) {
  run(desired({setting(kLevel, "high")}));
  backend.files[kLevel].write_error = EBUSY;
  EXPECT_EQ(run({}), "failed ");
  backend.files[kLevel].write_error = 0;
  EXPECT_EQ(run({}), "restored ");
}

TEST_F(Execute, PublishesVariablesWithoutTouchingTheDevice) {
  EXPECT_EQ(run(desired({setting("environment.HSA_ENABLE_SDMA", "0")})), "applied ");
  EXPECT_EQ(published, (Published{{"environment.HSA_ENABLE_SDMA", "0"}}));
  EXPECT_TRUE(backend.writes.empty());
  EXPECT_TRUE(journalled().empty());
}

}  // namespace
}  // namespace rmcp::test
