// SPDX-License-Identifier: MIT
// A round of the module killed, out of disk space or on a read-only file system, at every call that
// changes a file: modprobe.d never has half a file, and the next round ends what this one began.
#include "crash_trap.hpp"
#include "daemon/state/module_journal.hpp"
#include "daemon/state/probation.hpp"
#include "module_machine.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cerrno>
#include <memory>

namespace rmcp::test {
namespace {

namespace fs = std::filesystem;

constexpr auto kTimeout = "queue_preemption_timeout_ms";
constexpr auto kModprobe = "etc/modprobe.d/rmcp.conf";

class ModuleCrash : public testing::Test {
 protected:
  /// noretry is stored in modprobe.d, the time-out written to sysfs.
  void want_both() {
    machine->policy->module = {setting("parameter.noretry", "1"),
                               setting("parameter.queue_preemption_timeout_ms", "12000")};
  }
  void want_nothing() { machine->policy->module.clear(); }

  engine::ModuleResult round() const { return engine::run(machine->job); }

  std::string file() const { return machine->slurp(kModprobe); }

  /// Nothing but the file is left there, which modprobe reads.
  std::string names_in_modprobe() const {
    std::string names;
    if (!machine->there("etc/modprobe.d")) return names;
    for (const auto& entry : fs::directory_iterator(machine->folder / "etc/modprobe.d"))
      names += entry.path().filename().string() + " ";
    return names;
  }

  void next_round_has_both(int call) {
    EXPECT_TRUE(file().empty() || file() == whole) << "call " << call << ": " << file();
    const auto result = round();
    EXPECT_EQ(result.state.problem, "") << "call " << call;
    EXPECT_EQ(file(), whole) << "call " << call;
    EXPECT_EQ(machine->loaded(kTimeout), "12000") << "call " << call;
    EXPECT_TRUE(machine->there("run/initramfs-wanted"))
        << "call " << call << ": somebody has to ask";
    EXPECT_EQ(names_in_modprobe(), "rmcp.conf ") << "call " << call;
  }

  void next_round_has_nothing(int call) {
    want_nothing();
    round();
    EXPECT_FALSE(machine->there(kModprobe)) << "call " << call;
    EXPECT_EQ(machine->loaded(kTimeout), "9000") << "call " << call << ": the original";
    EXPECT_TRUE(originals().empty()) << "call " << call;
  }

  std::map<std::string, std::string> originals() const {
    return state::ModuleJournal(machine->paths.runtime, "boot").originals();
  }

  /// A machine that nobody has touched.
  void afresh() {
    machine = std::make_unique<ModuleMachine>();
    want_both();
  }

  void afresh_with_both() {
    afresh();
    round();
    fs::remove(machine->folder / "run/initramfs-wanted");
  }

  void SetUp() override {
    afresh_with_both();
    whole = file();
    ASSERT_NE(whole.find("options amdgpu noretry=1"), std::string::npos);
  }

  std::unique_ptr<ModuleMachine> machine;
  std::string whole;
};

TEST_F(ModuleCrash, ARoundKilledAnywhereIsFinishedByTheNext) {
  const int calls = walk(
      0, "", [this] { afresh(); }, [this] { round(); },
      [this](int call) {
        next_round_has_both(call);
        next_round_has_nothing(call);
      });
  EXPECT_GT(calls, 10) << "the journal, sysfs, modprobe.d and the flag";
}

TEST_F(ModuleCrash, AWayBackKilledAnywhereIsFinishedByTheNext) {
  const auto prepare = [this] {
    afresh_with_both();
    want_nothing();
  };
  const int calls = walk(
      0, "", prepare, [this] { round(); },
      [this](int call) {
        EXPECT_TRUE(file().empty() || file() == whole) << "call " << call;
        next_round_has_nothing(call);
        EXPECT_TRUE(machine->there("run/initramfs-wanted")) << "call " << call;
      });
  EXPECT_GT(calls, 5);
}

TEST_F(ModuleCrash, ANewValueKilledAnywhereIsOneOrTheOther) {
  const auto prepare = [this] {
    afresh_with_both();
    machine->policy->module[0] = setting("parameter.noretry", "0");
  };
  walk(
      0, "", prepare, [this] { round(); },
      [this](int call) {
        const bool old = file() == whole;
        EXPECT_TRUE(old || machine->options() == "options amdgpu noretry=0") << "call " << call;
        round();
        EXPECT_EQ(machine->options(), "options amdgpu noretry=0") << "call " << call;
        EXPECT_TRUE(machine->there("run/initramfs-wanted")) << "call " << call;
      });
}

TEST_F(ModuleCrash, AFullDiskAnywhereIsMadeUpForOnceThereIsSpace) {
  for (const int error : {ENOSPC, EROFS}) {
    for (const auto* below : {"/run", "/etc", "/state", "/sys"}) {
      afresh();
      walk(
          error, below, [this] { afresh(); }, [this] { round(); },
          [&](int call) {
            SCOPED_TRACE(below);
            next_round_has_both(call);
            next_round_has_nothing(call);
          });
    }
  }
}

TEST_F(ModuleCrash, WhatCannotBeJournalledIsNotWrittenToSysfs) {
  afresh();
  EXPECT_TRUE(reaches(1, EROFS, machine->paths.runtime, [this] { round(); }));
  EXPECT_EQ(machine->loaded(kTimeout), "9000");
  EXPECT_EQ(file(), whole) << "what is stored in /etc has no original but its absence";
}

// --- the rules of rmcp_devparam, which had some of somebody else ---

class ProbePolicyCrash : public ModuleCrash {
 protected:
  void SetUp() override { afresh_with_rules_of_others(); }

  void afresh_with_rules_of_others() {
    machine = std::make_unique<ModuleMachine>();
    machine->folder.write(kPolicy, "*/dc=0\n");
    machine->job.cards[0].device.gfx = parse_gfx("gfx1032");
    machine->policy->rules = {rule("r", {}, {setting("parameter.noretry", "1")})};
  }

  void afresh_with_rules() {
    afresh_with_rules_of_others();
    round();
  }

  void next_round_has_rules_and_puts_back(int call) {
    round();
    EXPECT_EQ(machine->slurp(kPolicy), kRules) << "call " << call;
    next_round_puts_back(call);
  }

  void next_round_puts_back(int call) {
    machine->policy->rules.clear();
    round();
    EXPECT_EQ(machine->slurp(kPolicy), "*/dc=0") << "call " << call;
    EXPECT_TRUE(originals().empty()) << "call " << call;
    EXPECT_FALSE(machine->there(kModprobe)) << "call " << call;
  }

  static constexpr auto kPolicy = "sys/module/rmcp_devparam/parameters/policy";
  static constexpr auto kRules = "1002:73ff:0000:0000/noretry=1";
};

TEST_F(ProbePolicyCrash, ARoundKilledAnywhereIsFinishedByTheNext) {
  const int calls = walk(
      0, "", [this] { afresh_with_rules_of_others(); }, [this] { round(); },
      [this](int call) { next_round_has_rules_and_puts_back(call); });
  EXPECT_GT(calls, 10) << "the journal, sysfs, modprobe.d and the flag";
}

TEST_F(ProbePolicyCrash, AWayBackKilledAnywhereIsFinishedByTheNext) {
  const auto prepare = [this] {
    afresh_with_rules();
    machine->policy->rules.clear();
  };
  walk(
      0, "", prepare, [this] { round(); }, [this](int call) { next_round_puts_back(call); });
}

TEST_F(ProbePolicyCrash, AFullDiskAnywhereIsMadeUpForOnceThereIsSpace) {
  for (const auto* below : {"/run", "/etc", "/state", "/sys"}) {
    walk(
        ENOSPC, below, [this] { afresh_with_rules_of_others(); }, [this] { round(); },
        [&](int call) {
          SCOPED_TRACE(below);
          next_round_has_rules_and_puts_back(call);
        });
  }
}

// --- a first boot with something risky, which ended within minutes ---

class ModuleProbation : public ModuleCrash {
 protected:
  void SetUp() override { after_the_crash(); }

  void after_the_crash() {
    machine = std::make_unique<ModuleMachine>();
    machine->policy->rules = {rule("r", {}, {setting("parameter.ppfeaturemask", "+overdrive")})};
    machine->policy->rules[0].trusted = true;
    round();
    machine->load("ppfeaturemask", "0xfff7ffff", 0444);
    machine->job.boot_id = "1";
    EXPECT_TRUE(round().on_probation);
    machine->job.boot_id = "2";
  }

  void is_held(int call) {
    EXPECT_EQ(machine->state_of(round(), "ppfeaturemask"), StepState::taken_back)
        << "call " << call;
    EXPECT_FALSE(machine->there(kModprobe)) << "call " << call;
  }
};

TEST_F(ModuleProbation, ATakingBackKilledAnywhereIsFinishedByTheNext) {
  const int calls = walk(
      0, "", [this] { after_the_crash(); }, [this] { round(); },
      [this](int call) {
        is_held(call);
        is_held(call);
      });
  EXPECT_GT(calls, 5);
}

TEST_F(ModuleProbation, IsTakenBackThoughItCannotBeNoted) {
  for (const int error : {ENOSPC, EROFS}) {
    after_the_crash();
    EXPECT_TRUE(reaches(1, error, machine->paths.state, [this] {
      const auto result = round();
      // As long as the daemon lives it knows.
      machine->job.unnoted = result.unnoted;
      if (machine->state_of(round(), "ppfeaturemask") != StepState::taken_back) ::_exit(1);
    }));
    EXPECT_FALSE(machine->there(kModprobe)) << "the next boot would end like the last";
    const state::Probation note(machine->paths.state, "2", engine::kModuleSubject);
    EXPECT_EQ(note.unclean_boots(), 1u) << "else nobody knew of it";
  }
}

TEST_F(ModuleProbation, IsNotedByALaterRoundThatCan) {
  const auto consents = machine->job.notes->consents.read(id_as_seen(card(3)));
  EXPECT_TRUE(consents.taken_back.empty());
  machine->job.unnoted = {{id_as_seen(card(3)), {"parameter.ppfeaturemask", "+overdrive"}, "test"}};
  EXPECT_TRUE(round().unnoted.empty());
  machine->job.unnoted.clear();
  is_held(0);
}

}  // namespace
}  // namespace rmcp::test
