// SPDX-License-Identifier: MIT
// A round against files of rmcp_devparam: rules written and put back, lists read, the file for the
// next boot.
#include "daemon/backend/probe_module.hpp"
#include "daemon/state/module_journal.hpp"
#include "module_machine.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::engine {
namespace {

using test::setting;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr auto kPolicyFile = "sys/module/rmcp_devparam/parameters/policy";
constexpr auto kRules = "0000:03:00.0/noretry=1;0000:06:00.0/noretry=0";

/// Two cards of a model that want different values.
class ProbePolicyRound : public testing::Test, protected test::ModuleMachine {
 protected:
  ProbePolicyRound() {
    job.cards.push_back({id_as_seen(test::card(6)), test::card(6), true});
    for (auto& card : job.cards) card.device.gfx = parse_gfx("gfx1032");
    want();
  }

  void want() { policy->rules = {rule("0000:03:00.0", "1"), rule("0000:06:00.0", "0")}; }

  static Rule rule(const char* address, const char* value) {
    return test::rule(address, {.all_of = {{"address", {address}}}, .negated = {}},
                      {setting("parameter.noretry", value)});
  }

  void load_probe_module(const std::string& rules) const {
    folder.write(kPolicyFile, rules + "\n");
    std::filesystem::create_directories(folder / "sys/module/rmcp_devparam/devices");
  }

  void list(const char* address, const char* text) const {
    folder.write(std::string("sys/module/rmcp_devparam/devices/") + address, text);
  }

  std::string rules() const { return slurp(kPolicyFile); }

  StepState state(const ModuleResult& result, std::size_t card) const {
    const auto desired = resolve(*policy, job.cards[card].device, job.machine, {});
    return parameter_steps(desired, job.cards[card].id.key(), &result.state).at(0).verdict.state;
  }
};

TEST_F(ProbePolicyRound, GivesTheModuleTheRulesAndReadsItsLists) {
  load_probe_module("");
  list("0000:03:00.0", "bound\nnoretry=1\n");
  list("0000:06:00.0", "bound\n");
  list("0000:09:00.0", "of another version\n");
  const auto result = run(job);
  EXPECT_EQ(rules(), kRules);
  EXPECT_EQ(state(result, 0), StepState::already);
  EXPECT_EQ(state(result, 1), StepState::pending);
  EXPECT_THAT(result.changes, testing::Contains(std::string("rmcp_devparam: policy: ") + kRules));
  EXPECT_THAT(slurp("etc/modprobe.d/rmcp.conf"),
              HasSubstr(std::string("softdep amdgpu pre: rmcp_devparam\n"
                                    "options rmcp_devparam policy=") +
                        kRules));
  EXPECT_THAT(run(job).changes, IsEmpty());
}

TEST_F(ProbePolicyRound, PutsTheRulesOfSomebodyElseBack) {
  load_probe_module("*/dc=0");
  run(job);
  policy->rules = {rule("0000:03:00.0", "0")};
  run(job);
  EXPECT_EQ(rules(), "0000:03:00.0/noretry=0");
  policy->rules.clear();
  run(job);
  EXPECT_EQ(rules(), "*/dc=0");
  EXPECT_THAT(state::ModuleJournal(paths.runtime, "boot").originals(), IsEmpty());
  EXPECT_FALSE(there("etc/modprobe.d/rmcp.conf"));
  EXPECT_THAT(run(job).changes, IsEmpty());
}

TEST_F(ProbePolicyRound, RulesFromItsOwnFileAreNobodyElses) {
  load_probe_module("");
  run(job);
  // The next boot: the module has them from the file, and nothing is recorded.
  std::filesystem::remove_all(folder / "run");
  EXPECT_THAT(run(job).changes, IsEmpty());
  policy->rules = {rule("0000:03:00.0", "0")};
  run(job);
  policy->rules.clear();
  run(job);
  EXPECT_EQ(rules(), "");
}

TEST_F(ProbePolicyRound, TheyGoEvenIfTheyWereNeverReplaced) {
  load_probe_module("");
  run(job);
  std::filesystem::remove_all(folder / "run");
  policy->rules.clear();
  run(job);
  EXPECT_EQ(rules(), "");
}

TEST_F(ProbePolicyRound, AHeldCardGetsNothingAndItsSiblingsRuleIsNotForIt) {
  load_probe_module("");
  policy->rules = {rule("0000:0?:00.0", "1")};
  run(job);
  EXPECT_EQ(rules(), "1002:73ff:0000:0000/noretry=1");
  ASSERT_EQ(job.notes->holds.hold(id_as_seen(test::card(6)), false), 0);
  run(job);
  EXPECT_EQ(rules(), "0000:03:00.0/noretry=1");
}

TEST_F(ProbePolicyRound, ACardThatIsUnboundForAMomentChangesNoRule) {
  load_probe_module("");
  run(job);
  job.cards[0].present = false;
  std::swap(job.cards[0], job.cards[1]);
  EXPECT_THAT(run(job).changes, IsEmpty());
}

TEST_F(ProbePolicyRound, OnlyLooksWhenItMayNotWrite) {
  load_probe_module("*/dc=0");
  job.write = false;
  const auto result = run(job);
  EXPECT_EQ(state(result, 0), StepState::change);
  EXPECT_EQ(rules(), "*/dc=0");
  EXPECT_FALSE(there("run"));
}

TEST_F(ProbePolicyRound, AModuleThatRefusesIsToldOnEachCard) {
  load_probe_module("");
  std::filesystem::remove(folder / kPolicyFile);
  std::filesystem::create_symlink("/dev/full", folder / kPolicyFile);
  const auto result = run(job);
  EXPECT_EQ(state(result, 0), StepState::failed);
  EXPECT_EQ(state(result, 1), StepState::failed);
  EXPECT_THAT(result.state.probe_problem,
              StartsWith("the policy of rmcp_devparam is not written: ENOSPC"));
}

TEST_F(ProbePolicyRound, WithoutTheModuleIsAsItWas) {
  const auto result = run(job);
  EXPECT_EQ(options(), "options amdgpu noretry=0");
  EXPECT_EQ(state(result, 0), StepState::conflict);
  EXPECT_EQ(result.state.probe_unused, "not installed for Linux 6.12.95");
  EXPECT_FALSE(there("sys/module/rmcp_devparam"));
}

TEST_F(ProbePolicyRound, AnInstalledModuleGetsTheRulesAtTheNextBoot) {
  folder.write("modules/6.12.95/modules.dep", "updates/dkms/rmcp_devparam.ko.xz:\n");
  const auto result = run(job);
  EXPECT_EQ(options(), std::string("options rmcp_devparam policy=") + kRules);
  EXPECT_EQ(state(result, 0), StepState::pending);
  EXPECT_EQ(result.state.reboot_for, std::vector<std::string>{"noretry"});
  EXPECT_EQ(result.state.probe_unused, "not loaded");
}

TEST_F(ProbePolicyRound, AFailedBuildIsToldByTheNoteOfIt) {
  folder.write("modules/6.12.95/modules.dep", "kernel/drivers/gpu/drm/amd/amdgpu/amdgpu.ko:\n");
  folder.write("devparam/6.12.95.failed", "no headers\nmake: ...\n");
  EXPECT_EQ(run(job).state.probe_unused, "could not be built for Linux 6.12.95: no headers");
}

TEST_F(ProbePolicyRound, ALockedKernelTakesItWithAnEnrolledKeyOnly) {
  folder.write("modules/6.12.95/modules.dep", "updates/dkms/rmcp_devparam.ko:\n");
  folder.write("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
  folder.write("mok.pub", std::string("\x30\x82key\0more", 10));
  EXPECT_THAT(run(job).state.probe_unused, HasSubstr("mokutil --import"));
  EXPECT_EQ(options(), "options amdgpu noretry=0");
  folder.write("sys/firmware/efi/mok-variables/MokListRT",
               std::string("head") + std::string("\x30\x82key\0more", 10) + "tail");
  EXPECT_EQ(run(job).state.probe_unused, "not loaded");
  folder.write("sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
  std::filesystem::remove(folder / "mok.pub");
  EXPECT_EQ(run(job).state.probe_unused, "not loaded");
}

}  // namespace
}  // namespace rmcp::engine
