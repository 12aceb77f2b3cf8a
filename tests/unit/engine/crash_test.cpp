// SPDX-License-Identifier: MIT
// A device's jobs killed, out of disk space or on a read-only file system, at every call that
// changes a file: afterwards nothing from before rmcpd is lost and nothing is left half done.
#include "card_files.hpp"
#include "crash_trap.hpp"
#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/engine/job.hpp"
#include "lib/sys/file.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace rmcp::test {
namespace {

namespace fs = std::filesystem;
using engine::Apply;
using engine::Confirm;
using engine::Reconcile;
using engine::Revert;
using engine::Undo;

/// A card of plain files, and rmcpd's folders.
class CrashTest : public testing::Test {
 protected:
  CrashTest() { reset(); }

  std::string card() const { return root / "sys/devices/pci0000:00/0000:03:00.0"; }

  void reset() const {
    for (const auto* name : {"sys", "run", "lib"}) fs::remove_all(root / name);
    write_card(root, "sys/devices/pci0000:00/0000:03:00.0/");
    for (const auto& [name, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"power/control", "auto\n"},
             {"power_dpm_force_performance_level", "auto\n"},
             {"hwmon/hwmon3/power1_cap", "100000000\n"},
             {"hwmon/hwmon3/power1_cap_default", "100000000\n"},
             {"hwmon/hwmon3/power1_cap_min", "50000000\n"},
             {"hwmon/hwmon3/power1_cap_max", "110000000\n"}}) {
      root.write("sys/devices/pci0000:00/0000:03:00.0/" + std::string(name), text);
    }
    root.write("sys/bus/pci/drivers/amdgpu/module", "");
    fs::create_directory_symlink(root / "sys/bus/pci/drivers/amdgpu", card() + "/driver");
  }

  /// All that policy can have changed, in one line.
  std::string values() const {
    const auto read = [this](const char* name) {
      return sys::read_attribute(card() + "/" + name).value_or("gone");
    };
    return read("power/control") + " " + read("power_dpm_force_performance_level") + " " +
           read("hwmon/hwmon3/power1_cap");
  }

  engine::Job job(engine::Verb verb) const {
    engine::Job out;
    out.paths.sys = root / "sys";
    out.paths.runtime = root / "run";
    out.paths.state = root / "lib";
    out.boot_id = "boot";
    out.syspath = card();
    out.verb = std::move(verb);
    out.notes = std::make_shared<state::Notes>(out.paths);
    Policy policy;
    policy.rules = {
        rule("r", {}, {setting(kRuntimePm, "on"), setting(kLevel, "high"), setting(kCap, "90 W")})};
    out.policy = std::make_shared<Policy>(std::move(policy));
    return out;
  }

  engine::JobResult run(const engine::Job& what) const {
    backend::SysfsAttribute backend;
    engine::JobControl control;
    return engine::run(what, backend, control);
  }

  std::string leftovers() const {
    std::string names;
    for (const auto* folder : {"run", "lib"}) {
      if (!fs::exists(root / folder)) continue;
      sys::remove_unfinished(root / folder);
      for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        if (entry.is_regular_file()) names += entry.path().filename().string() + " ";
      }
    }
    return names;
  }

  int walk(int error, const std::string& below, const std::function<void()>& prepare,
           const std::function<void()>& act, const std::function<void(int)>& check) const {
    const auto afresh = [&] {
      reset();
      prepare();
    };
    return test::walk(error, below, afresh, act, check);
  }

  void revert_restores_all(int call) const {
    const auto result = run(job(Revert{}));
    EXPECT_EQ(values(), kBefore) << "call " << call;
    EXPECT_EQ(result.failure.text, "") << "call " << call;
  }

  static constexpr auto kBefore = "auto auto 100000000";
  static constexpr auto kAfter = "on high 90000000";
  TemporaryFolder root;
};

TEST_F(CrashTest, AnApplyKilledAnywhereIsRevertedAsAWhole) {
  const auto act = [this] { run(job(Reconcile{})); };
  const int calls = walk(
      0, "", [] {}, act, [this](int call) { revert_restores_all(call); });
  EXPECT_GT(calls, 15) << "three writes with a note before and after each";
}

TEST_F(CrashTest, AnApplyKilledAnywhereIsFinishedByTheNext) {
  const auto act = [this] { run(job(Reconcile{})); };
  walk(
      0, "", [] {}, act,
      [this](int call) {
        const auto result = run(job(Reconcile{}));
        EXPECT_EQ(values(), kAfter) << "call " << call;
        EXPECT_EQ(state_of(result.report), State::applied) << "call " << call;
        revert_restores_all(call);
        EXPECT_EQ(leftovers().find("rmcp-new"), std::string::npos);
      });
}

TEST_F(CrashTest, ARevertKilledAnywhereIsFinishedByTheNext) {
  const auto act = [this] { run(job(Revert{})); };
  const auto prepare = [this] { run(job(Reconcile{})); };
  const int calls = walk(0, "", prepare, act, [this](int call) { revert_restores_all(call); });
  EXPECT_GT(calls, 10);
}

TEST_F(CrashTest, ATrialKilledAnywhereIsTakenBackByTheNextApply) {
  const auto act = [this] {
    auto attempt = job(Apply{std::chrono::seconds(60)});
    attempt.consent.trial = true;
    run(attempt);
  };
  const int calls = walk(
      0, "", [] {}, act,
      [this](int call) {
        const bool noted = job(Reconcile{})
                               .notes->trials.read(id_as_seen(run(job(engine::PlanOnly{})).device))
                               .has_value();
        run(job(Reconcile{}));
        EXPECT_EQ(values(), noted ? kBefore : kAfter)
            << "call " << call << ": either it was not tried yet, or all of it is back";
        revert_restores_all(call);
      });
  EXPECT_GT(calls, 18);
}

TEST_F(CrashTest, AConfirmationKilledAnywhereKeepsOrTakesBackTheWhole) {
  const auto prepare = [this] {
    auto attempt = job(Apply{std::chrono::seconds(60)});
    attempt.consent.trial = true;
    run(attempt);
  };
  const auto act = [this] {
    auto confirmation = job(Confirm{});
    confirmation.trial = TrialPhase::open;
    run(confirmation);
  };
  walk(0, "", prepare, act, [this](int call) {
    run(job(Reconcile{}));
    EXPECT_TRUE(values() == kBefore || values() == kAfter) << "call " << call << ": " << values();
    revert_restores_all(call);
  });
}

TEST_F(CrashTest, AnUndoKilledAnywhereIsFinishedByTheNext) {
  const auto prepare = [this] {
    auto attempt = job(Apply{std::chrono::seconds(60)});
    attempt.consent.trial = true;
    run(attempt);
  };
  const auto act = [this] {
    auto undo = job(Undo{});
    undo.trial = TrialPhase::open;
    run(undo);
  };
  const int calls = walk(0, "", prepare, act, [this](int call) {
    run(job(Reconcile{}));
    EXPECT_EQ(values(), kBefore) << "call " << call;
    run(job(Reconcile{}));
    EXPECT_EQ(values(), kBefore) << "call " << call << ": and it stays so";
    revert_restores_all(call);
  });
  EXPECT_GT(calls, 10);
}

// --- a disk that is full from some call on, or read-only from the first ---

TEST_F(CrashTest, AFullDiskLosesNoOriginal) {
  for (const int error : {ENOSPC, EROFS}) {
    const auto act = [this] { run(job(Reconcile{})); };
    const int calls = walk(
        error, root / "run", [] {}, act, [this](int call) { revert_restores_all(call); });
    EXPECT_GT(calls, 10) << error;
  }
}

TEST_F(CrashTest, NothingIsWrittenThatCannotBeJournalled) {
  EXPECT_TRUE(reaches(1, EROFS, root / "run", [this] { run(job(Reconcile{})); }));
  EXPECT_EQ(values(), kBefore);
}

TEST_F(CrashTest, ATrialThatCannotBeNotedIsNotTried) {
  const auto act = [this] {
    auto attempt = job(Apply{std::chrono::seconds(60)});
    attempt.consent.trial = true;
    const auto result = run(attempt);
    if (result.failure.text.find("the trial cannot be recorded") == std::string::npos) ::_exit(1);
  };
  for (const int error : {ENOSPC, EROFS}) {
    EXPECT_TRUE(reaches(1, error, root / "lib", act)) << "it says so";
    EXPECT_EQ(values(), kBefore);
  }
}

TEST_F(CrashTest, AReadOnlyStateDirectoryDoesNotKeepSafeSettingsFromBeingApplied) {
  EXPECT_FALSE(reaches(1, EROFS, root / "lib", [this] { run(job(Reconcile{})); }));
  EXPECT_EQ(values(), kAfter);
  revert_restores_all(0);
}

}  // namespace
}  // namespace rmcp::test
