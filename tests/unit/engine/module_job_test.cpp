// SPDX-License-Identifier: MIT
// A round of the module keeper against files: what is written, left alone, put back.
#include "daemon/engine/module_job.hpp"

#include "daemon/state/module_journal.hpp"
#include "daemon/state/probation.hpp"
#include "module_machine.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace rmcp::engine {
namespace {

using test::card;
using test::setting;
using testing::HasSubstr;

Match at(const char* address) { return {.all_of = {{"address", {address}}}, .negated = {}}; }

class ModuleRound : public testing::Test, protected test::ModuleMachine {};

TEST_F(ModuleRound, StoresWhatIsReadAtProbeAndWaits) {
  policy->module = {setting("parameter.noretry", "1"), setting("parameter.runpm", "0")};
  auto result = run(job);
  EXPECT_EQ(options(), "options amdgpu noretry=1 runpm=0");
  EXPECT_EQ(state_of(result, "noretry"), StepState::pending);
  EXPECT_EQ(loaded("noretry"), "-1");
  EXPECT_TRUE(there("run/initramfs-wanted"));
  // The next boot has it.
  load("noretry", "1", 0644);
  result = run(job);
  EXPECT_EQ(state_of(result, "noretry"), StepState::already);
  EXPECT_EQ(result.state.reboot_for, std::vector<std::string>{"runpm"});
}

TEST_F(ModuleRound, LeavesAFileAloneThatIsRight) {
  policy->module = {setting("parameter.noretry", "1")};
  run(job);
  struct stat before {
  }, after{};
  ASSERT_EQ(::stat((folder / "etc/modprobe.d/rmcp.conf").c_str(), &before), 0);
  std::filesystem::remove(folder / "run/initramfs-wanted");
  EXPECT_TRUE(run(job).changes.empty());
  ASSERT_EQ(::stat((folder / "etc/modprobe.d/rmcp.conf").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_FALSE(there("run/initramfs-wanted"));
}

TEST_F(ModuleRound, RemovesTheFileWithTheLastParameter) {
  policy->module = {setting("parameter.noretry", "1")};
  run(job);
  policy->module.clear();
  run(job);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
}

TEST_F(ModuleRound, WritesWhatIsReadLaterAndPutsItBack) {
  policy->module = {setting("parameter.queue_preemption_timeout_ms", "12000")};
  auto result = run(job);
  EXPECT_EQ(state_of(result, "queue_preemption_timeout_ms"), StepState::already);
  EXPECT_EQ(loaded("queue_preemption_timeout_ms"), "12000");
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  policy->module = {setting("parameter.queue_preemption_timeout_ms", "15000")};
  run(job);
  policy->module.clear();
  run(job);
  EXPECT_EQ(loaded("queue_preemption_timeout_ms"), "9000");
  EXPECT_TRUE(state::ModuleJournal(paths.runtime, "boot").originals().empty());
}

TEST_F(ModuleRound, NotesOfAnotherBootAreVoid) {
  policy->module = {setting("parameter.queue_preemption_timeout_ms", "12000")};
  run(job);
  EXPECT_TRUE(state::ModuleJournal(paths.runtime, "other").originals().empty());
  EXPECT_EQ(state::ModuleJournal(paths.runtime, "boot").originals().size(), 1u);
}

TEST_F(ModuleRound, OnlyLooksWhenItMayNotWrite) {
  policy->module = {setting("parameter.noretry", "1"),
                    setting("parameter.queue_preemption_timeout_ms", "12000")};
  job.write = false;
  const auto result = run(job);
  EXPECT_EQ(state_of(result, "noretry"), StepState::change);
  EXPECT_EQ(state_of(result, "queue_preemption_timeout_ms"), StepState::change);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  EXPECT_FALSE(there("run"));
  EXPECT_EQ(loaded("queue_preemption_timeout_ms"), "9000");
}

TEST_F(ModuleRound, AWriteThatFailsIsTold) {
  policy->module = {setting("parameter.queue_preemption_timeout_ms", "12000")};
  const auto path = folder / "sys/module/amdgpu/parameters/queue_preemption_timeout_ms";
  std::filesystem::remove(path);
  std::filesystem::create_symlink("/dev/full", path);
  const auto result = run(job);
  EXPECT_EQ(state_of(result, "queue_preemption_timeout_ms"), StepState::failed);
}

TEST_F(ModuleRound, AFileOfSomebodyElseIsLeftAlone) {
  policy->module = {setting("parameter.noretry", "1")};
  folder.write("etc/modprobe.d/rmcp.conf", "options amdgpu noretry=0\n");
  const auto result = run(job);
  EXPECT_THAT(result.state.problem, HasSubstr("was not written by rmcpd"));
  EXPECT_EQ(state_of(result, "noretry"), StepState::failed);
  EXPECT_EQ(options(), "options amdgpu noretry=0");
  policy->module.clear();
  run(job);
  EXPECT_TRUE(there("etc/modprobe.d/rmcp.conf"));
}

TEST_F(ModuleRound, AFolderThatCannotBeWrittenIsAStateWithAWayOut) {
  policy->module = {setting("parameter.noretry", "1")};
  folder.write("etc/modprobe.d", "a file, so that nothing can be made below it");
  const auto result = run(job);
  EXPECT_EQ(state_of(result, "noretry"), StepState::failed);
  EXPECT_THAT(result.state.parameters[0].reason,
              HasSubstr("add to the kernel command line: amdgpu.noretry=1"));
  EXPECT_FALSE(result.state.problem.empty());
}

TEST_F(ModuleRound, UnpluggingACardChangesNothing) {
  policy->rules = {test::rule("egpu", at("0000:06:00.0"), {setting("parameter.noretry", "0")}),
                   test::rule("inside", at("0000:03:00.0"), {setting("parameter.runpm", "0")})};
  job.cards.push_back({id_as_seen(card(6)), card(6), true});
  run(job);
  const auto before = slurp("etc/modprobe.d/rmcp.conf");
  EXPECT_EQ(options(), "options amdgpu noretry=0 runpm=0");
  job.cards[1].present = false;
  EXPECT_TRUE(run(job).changes.empty());
  EXPECT_EQ(slurp("etc/modprobe.d/rmcp.conf"), before);
}

TEST_F(ModuleRound, AHeldCardDoesNotCountAndAllHeldMeansNothing) {
  policy->module = {setting("parameter.runpm", "0")};
  policy->rules = {test::rule("egpu", at("0000:06:00.0"), {setting("parameter.noretry", "0")})};
  job.cards.push_back({id_as_seen(card(6)), card(6), true});
  run(job);
  ASSERT_EQ(job.notes->holds.hold(id_as_seen(card(6)), false), 0);
  run(job);
  EXPECT_EQ(options(), "options amdgpu runpm=0");
  ASSERT_EQ(job.notes->holds.hold(id_as_seen(card(3)), false), 0);
  run(job);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  // An absent one that is not held does not keep the file.
  job.cards.push_back({id_as_seen(card(9)), card(9), false});
  run(job);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
}

TEST_F(ModuleRound, WithoutAnyCardTheModulesOwnTableCounts) {
  policy->module = {setting("parameter.runpm", "0")};
  job.cards.clear();
  run(job);
  EXPECT_EQ(options(), "options amdgpu runpm=0");
}

class RiskyRound : public ModuleRound {
 protected:
  RiskyRound() {
    policy->rules = {test::rule("r", {}, {setting("parameter.ppfeaturemask", "+overdrive")})};
    policy->rules[0].trusted = true;
  }
};

TEST_F(RiskyRound, WaitsForAConfirmationUnlessTheRuleIsTrusted) {
  policy->rules[0].trusted = false;
  auto result = run(job);
  EXPECT_EQ(state_of(result, "ppfeaturemask"), StepState::unconfirmed);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  ASSERT_EQ(
      job.notes->consents.approve(id_as_seen(card(3)), {{"parameter.ppfeaturemask", "+overdrive"}}),
      0);
  run(job);
  EXPECT_EQ(options(), "options amdgpu ppfeaturemask=0xfff7ffff");
}

TEST_F(RiskyRound, OfTheModulesOwnTableWaitsForItsOwnWord) {
  policy->module = policy->rules[0].settings;
  policy->rules.clear();
  EXPECT_EQ(state_of(run(job), "ppfeaturemask"), StepState::unconfirmed);
  policy->module[0].trusted = true;
  run(job);
  EXPECT_EQ(options(), "options amdgpu ppfeaturemask=0xfff7ffff");
}

TEST_F(RiskyRound, AFirstBootThatEndedSoonTakesItBack) {
  run(job);
  load("ppfeaturemask", "0xfff7ffff", 0444);
  job.boot_id = "1";
  EXPECT_TRUE(run(job).on_probation);
  EXPECT_TRUE(run(job).on_probation) << "a restart of the daemon is no boot";
  job.boot_id = "2";
  EXPECT_EQ(state_of(run(job), "ppfeaturemask"), StepState::taken_back);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
}

TEST_F(RiskyRound, OnceABootWentWellItTakesTwoThatEndedSoon) {
  run(job);
  load("ppfeaturemask", "0xfff7ffff", 0444);
  job.survived = true;
  run(job);
  job.survived = false;
  for (const auto* boot : {"1", "2"}) {
    job.boot_id = boot;
    const auto result = run(job);
    EXPECT_TRUE(result.on_probation);
    EXPECT_EQ(state_of(result, "ppfeaturemask"), StepState::already);
  }
  job.boot_id = "3";
  const auto result = run(job);
  EXPECT_EQ(state_of(result, "ppfeaturemask"), StepState::taken_back);
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  // Somebody asks to apply: it may be tried again.
  ASSERT_EQ(job.notes->consents.clear_revoked(id_as_seen(card(3))), 0);
  run(job);
  EXPECT_TRUE(there("etc/modprobe.d/rmcp.conf"));
}

TEST_F(RiskyRound, ABootThatWentWellCounts) {
  run(job);
  load("ppfeaturemask", "0xfff7ffff", 0444);
  for (const auto* boot : {"1", "2", "3", "4"}) {
    job.boot_id = boot;
    EXPECT_EQ(state_of(run(job), "ppfeaturemask"), StepState::already);
    EXPECT_EQ(state::Probation(paths.state, boot, kModuleSubject).end(), 0);
  }
}

TEST_F(ModuleRound, TheStampOfTheRunningKernelIsCompared) {
  policy->module = {setting("parameter.noretry", "1")};
  folder.write("state/initramfs/6.12.95",
               "# rmcp initramfs stamp 1\nmodule amdgpu yes\noptions amdgpu noretry=0\n");
  const auto result = run(job);
  EXPECT_TRUE(result.state.initramfs_stale);
  ASSERT_EQ(result.state.rows.size(), 1u);
  EXPECT_EQ(result.state.rows[0].initramfs, "0");
  EXPECT_EQ(result.state.rows[0].note, "stored, needs update-initramfs -u and a reboot");
}

TEST_F(ModuleRound, TheCommandLineAndOtherFilesAreFound) {
  policy->module = {setting("parameter.noretry", "1")};
  folder.write("proc/cmdline", "quiet amdgpu.noretry=0\n");
  folder.write("lib/modprobe.d/amdgpu.conf", "\noptions amdgpu runpm=0\n");
  const auto result = run(job);
  ASSERT_EQ(result.state.rows.size(), 2u);
  EXPECT_EQ(result.state.rows[0].wins, "kernel command line");
  EXPECT_EQ(result.state.rows[1].wins, paths.modprobe[1] + "/amdgpu.conf:2");
}

}  // namespace
}  // namespace rmcp::engine
