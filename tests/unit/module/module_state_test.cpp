// SPDX-License-Identifier: MIT
// Who wins a parameter, where it goes, and what people are told.
#include "lib/module/module_state.hpp"

#include "lib/module/taint.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rmcp {
namespace {

using test::desired;
using test::setting;

Setting wish(const char* name, const char* value, unsigned order) {
  auto out = setting(std::string("parameter.") + name, value);
  out.order = order;
  out.origin.line = order;
  return out;
}

DeviceDesired device(const char* name, std::initializer_list<Setting> settings) {
  return {.id = std::string("id-") + name, .name = name, .desired = desired(settings)};
}

/// A machine with the module loaded and one value.
ModuleFound machine(const char* name, const char* loaded) {
  ModuleFound found;
  found.kernel = k6_12;
  found.release = "6.12.95";
  found.loaded = true;
  found.values[name] = loaded;
  found.own_file = "/etc/modprobe.d/rmcp.conf";
  found.distribution = {"debian", {"update-initramfs"}};
  return found;
}

void store(ModuleFound& found, const Assignments& options) {
  found.own_text = *modprobe_file(options);
  for (auto& o : parse_modprobe_options(found.own_text, "amdgpu", found.own_file))
    found.options.push_back(o);
}

Permission nobody(const DesiredParameter&) { return {}; }

ParameterState judged(const std::vector<DeviceDesired>& by_device, const ModuleFound& found) {
  return judge_parameters(resolve_parameters(by_device, found.kernel), found, nobody).at(0);
}

// --- who wins ---

TEST(ModulePlan, TheLaterOfPolicyWinsWhoeverCameFirst) {
  std::vector<DeviceDesired> all{device("a", {wish("noretry", "1", 2)}),
                                 device("b", {wish("noretry", "0", 5)}),
                                 device("c", {wish("noretry", "1", 3)})};
  std::sort(all.begin(), all.end(), [](auto& x, auto& y) { return x.id < y.id; });
  do {
    const auto parameters = resolve_parameters(all, k6_12);
    ASSERT_EQ(parameters.size(), 1u);
    EXPECT_EQ(parameters[0].winner.name, "b");
    EXPECT_EQ(parameters[0].winner.text, "0");
    ASSERT_EQ(parameters[0].losers.size(), 2u);
    EXPECT_EQ(parameters[0].losers[0].name, "a");
    EXPECT_EQ(parameters[0].losers[1].name, "c");
  } while (
      std::next_permutation(all.begin(), all.end(), [](auto& x, auto& y) { return x.id < y.id; }));
}

TEST(ModulePlan, TheSameValueInOtherWordsIsNoConflict) {
  const auto parameters =
      resolve_parameters({device("a", {wish("ppfeaturemask", "+overdrive", 1)}),
                          device("b", {wish("ppfeaturemask", "0xfff7ffff", 2)})},
                         k6_12);
  EXPECT_TRUE(parameters[0].losers.empty());
}

TEST(ModulePlan, CardsThatDidNotAskAreNamed) {
  auto navi10 = device("navi10", {wish("noretry", "1", 2)});
  auto navi23 = device("navi23", {}), renoir = device("renoir", {});
  navi10.gfx = parse_gfx("gfx1010");
  navi23.gfx = parse_gfx("gfx1032");
  renoir.gfx = parse_gfx("gfx90c");
  const auto found = machine("noretry", "-1");
  const auto note = [&](const std::vector<DeviceDesired>& cards) {
    return describe_module({judged(cards, found)}, found).rows[0].note;
  };
  EXPECT_EQ(note({navi10, navi23}), "") << "it has 1 by itself";
  EXPECT_EQ(note({navi10, navi23, renoir}), "also for renoir");

  auto other = device("navi10", {wish("dc", "0", 2)});
  EXPECT_EQ(resolve_parameters({other, navi23}, k6_12).at(0).bystanders,
            std::vector<std::string>{"navi23"});
}

TEST(ModulePlan, TheModulesOwnTableIsTheLowestLayerOfEachDevice) {
  Policy policy;
  policy.module = {setting("parameter.noretry", "1"), setting("parameter.runpm", "0")};
  policy.rules = {test::rule("r", {}, {setting("parameter.noretry", "0")})};
  const auto resolved = resolve(policy, {}, {});
  EXPECT_EQ(to_string(resolved.settings.at("parameter.noretry").value), "0");
  EXPECT_EQ(resolved.settings.at("parameter.noretry").order, 1u);
  EXPECT_EQ(resolved.settings.at("parameter.runpm").order, 0u);
  EXPECT_EQ(resolve_parameters({module_desired(policy)}, k6_12).size(), 2u);
}

TEST(ModulePlan, UnsetTakesAParameterOfTheModulesTableAway) {
  Policy policy;
  policy.module = {setting("parameter.noretry", "1")};
  policy.rules = {test::rule("r", {}, {})};
  policy.rules[0].unset = {"parameter.noretry"};
  EXPECT_TRUE(resolve(policy, {}, {}).settings.empty());
}

// --- the kernel ---

TEST(ModuleState, OverdriveAndTheFlagTogetherMakeATaintLikely) {
  auto found = machine("ppfeaturemask", "0xfff7ffff");
  EXPECT_FALSE(overdrive_taints(found));
  found.tainted = 4;
  EXPECT_TRUE(overdrive_taints(found));
  EXPECT_TRUE(describe_module({}, found).overdrive_taints);
  found.tainted = 4097 | 4;
  EXPECT_TRUE(overdrive_taints(found));
  found.tainted = 4097;
  EXPECT_FALSE(overdrive_taints(found)) << "for other reasons";
  found.tainted = 4;
  found.values["ppfeaturemask"] = "0xfff7bfff";
  EXPECT_FALSE(overdrive_taints(found)) << "overdrive is off: somebody else's";
  found.values.clear();
  EXPECT_FALSE(overdrive_taints(found)) << "not known";
}

// --- where it goes ---

TEST(ModuleState, WhatIsReadAtRuntimeIsWrittenToSysfs) {
  auto found = machine("no_system_mem_limit", "N");
  const auto wanted = std::vector{device("a", {wish("no_system_mem_limit", "0", 1)})};
  EXPECT_EQ(judged(wanted, found).route, Route::sysfs);
  EXPECT_EQ(judged(wanted, found).state, StepState::already);
  found.values["no_system_mem_limit"] = "Y";
  EXPECT_EQ(judged(wanted, found).state, StepState::change);
  EXPECT_FALSE(judged(wanted, found).stored);
}

TEST(ModuleState, AWritableFileThatIsReadAtProbeGoesToModprobe) {
  auto found = machine("noretry", "-1");
  found.writable["noretry"] = true;
  const std::vector wanted{device("a", {wish("noretry", "1", 1)})};
  EXPECT_EQ(judged(wanted, found).route, Route::modprobe);
  EXPECT_EQ(judged(wanted, found).state, StepState::change);
  store(found, {{"noretry", "1"}});
  EXPECT_EQ(judged(wanted, found).state, StepState::pending);
  EXPECT_EQ(judged(wanted, found).reason,
            "stored, needs a reboot; first update-initramfs -u if amdgpu is in the initramfs");
  found.values["noretry"] = "1";
  EXPECT_EQ(judged(wanted, found).state, StepState::already);
}

TEST(ModuleState, SysfsDecidesWhatCanBeWritten) {
  auto found = machine("reset_method", "-1");
  const std::vector wanted{device("a", {wish("reset_method", "2", 1)})};
  EXPECT_EQ(judged(wanted, found).route, Route::sysfs);
  found.writable["reset_method"] = false;
  EXPECT_EQ(judged(wanted, found).route, Route::modprobe);
}

TEST(ModuleState, TheStampTellsWhetherTheInitramfsHasToBeRebuilt) {
  auto found = machine("noretry", "-1");
  store(found, {{"noretry", "1"}});
  const std::vector wanted{device("a", {wish("noretry", "1", 1)})};
  found.initramfs = InitramfsStamp{true, Assignments{std::pair("noretry", "1")}};
  EXPECT_EQ(judged(wanted, found).reason, "stored, needs a reboot");
  EXPECT_FALSE(describe_module({judged(wanted, found)}, found).initramfs_stale);
  found.initramfs = InitramfsStamp{true, {}};
  EXPECT_EQ(judged(wanted, found).reason, "stored, needs update-initramfs -u and a reboot");
  EXPECT_TRUE(describe_module({judged(wanted, found)}, found).initramfs_stale);
  found.initramfs = InitramfsStamp{false, {}};
  EXPECT_EQ(judged(wanted, found).reason, "stored, needs a reboot");
  EXPECT_FALSE(describe_module({judged(wanted, found)}, found).initramfs_stale);
}

TEST(ModuleState, TheKernelCommandLineHasTheLastWord) {
  auto found = machine("noretry", "0");
  found.command_line["noretry"] = "0";
  const std::vector wanted{device("a", {wish("noretry", "1", 1)})};
  const auto state = judged(wanted, found);
  EXPECT_EQ(state.state, StepState::impossible);
  EXPECT_EQ(state.reason, "amdgpu.noretry=0 on the kernel command line wins");
  EXPECT_EQ(describe_module({state}, found).rows[0].wins, "kernel command line");
}

TEST(ModuleState, AKernelCommandLineThatHasTheBitsAlreadyIsNoConflict) {
  auto found = machine("ppfeaturemask", "0xffffffff");
  found.command_line["ppfeaturemask"] = "0xffffffff";
  const auto wanted = [](const char* change) {
    auto setting = wish("ppfeaturemask", change, 1);
    setting.trusted = true;
    return std::vector{device("a", {std::move(setting)})};
  };
  EXPECT_EQ(judged(wanted("+overdrive"), found).state, StepState::change) << "stored, for later";
  store(found, {{"ppfeaturemask", "0xfff7ffff"}});
  EXPECT_EQ(judged(wanted("+overdrive"), found).state, StepState::already);
  EXPECT_EQ(judged(wanted("+overdrive -gfxoff"), found).reason,
            "amdgpu.ppfeaturemask=0xffffffff on the kernel command line wins");
}

TEST(ModuleState, AFileThatIsReadLaterWinsAnEarlierOneDoesNot) {
  auto found = machine("noretry", "-1");
  found.options = {{"noretry", "0", "/etc/modprobe.d/amdgpu.conf", 3}};
  store(found, {{"noretry", "1"}});
  const std::vector wanted{device("a", {wish("noretry", "1", 1)})};
  EXPECT_EQ(judged(wanted, found).state, StepState::pending);
  auto row = describe_module({judged(wanted, found)}, found).rows[0];
  EXPECT_EQ(row.wins, "policy");
  EXPECT_EQ(row.other, "/etc/modprobe.d/amdgpu.conf:3: 0");
  found.options[0].file = "/etc/modprobe.d/zz.conf";
  EXPECT_EQ(judged(wanted, found).state, StepState::impossible);
  EXPECT_EQ(judged(wanted, found).reason,
            "noretry=0 in /etc/modprobe.d/zz.conf:3 wins: it is read after rmcp.conf");
  EXPECT_EQ(describe_module({judged(wanted, found)}, found).rows[0].wins,
            "/etc/modprobe.d/zz.conf:3");
}

TEST(ModuleState, AReadOnlyFolderIsToldWithTheKernelArguments) {
  auto found = machine("noretry", "-1");
  found.own_error = "/etc/modprobe.d/rmcp.conf: EROFS (Read-only file system)";
  found.distribution = {"fedora", {"rpm-ostree"}};
  const std::vector wanted{device("a", {wish("noretry", "1", 1)})};
  const auto state = judged(wanted, found);
  EXPECT_EQ(state.state, StepState::failed);
  EXPECT_EQ(state.reason,
            "/etc/modprobe.d/rmcp.conf: EROFS (Read-only file system); rpm-ostree kargs "
            "--append-if-missing=amdgpu.noretry=1");
  found.values["noretry"] = "1";  // somebody did that
  EXPECT_EQ(judged(wanted, found).state, StepState::already);
}

TEST(ModuleState, ADriverBuiltIntoTheKernelReadsNoFile) {
  auto found = machine("noretry", "-1");
  found.built_in = true;
  const auto state = judged({device("a", {wish("noretry", "1", 1)})}, found);
  EXPECT_EQ(state.state, StepState::impossible);
  EXPECT_FALSE(state.stored);
  EXPECT_NE(state.reason.find("amdgpu.noretry=1"), state.reason.npos);
}

TEST(ModuleState, WhatTheKernelDoesNotHaveIsUnsupportedAndNotStored) {
  auto found = machine("noretry", "-1");
  const std::vector wanted{device("a", {wish("user_queue", "1", 1)})};
  EXPECT_EQ(judged(wanted, found).state, StepState::unsupported);
  EXPECT_EQ(judged(wanted, found).reason, "Linux 6.12.95 has no amdgpu.user_queue");
  EXPECT_FALSE(judged(wanted, found).stored);
  // Not loaded: the table of versions decides, and where it does not know it is stored.
  found.loaded = false;
  found.values.clear();
  EXPECT_EQ(judged(wanted, found).state, StepState::unsupported);
  found.kernel = KernelVersion{6, 18};
  EXPECT_EQ(judged(wanted, found).state, StepState::change);
}

TEST(ModuleState, ADriverThatShowsNoParametersIsNotWrittenTo) {
  auto found = machine("x", "");
  found.values.clear();
  EXPECT_EQ(judged({device("a", {wish("no_system_mem_limit", "1", 1)})}, found).state,
            StepState::unconfirmed);
  EXPECT_EQ(judged({device("a", {wish("debug_evictions", "1", 1)})}, found).state,
            StepState::unsupported);
}

TEST(ModuleState, RiskyValuesWaitForAConfirmationOrATrustedRule) {
  const auto found = machine("ppfeaturemask", "0xfff7bfff");
  auto risky = wish("ppfeaturemask", "+overdrive", 1);
  EXPECT_EQ(judged({device("a", {risky})}, found).state, StepState::unconfirmed);
  EXPECT_FALSE(judged({device("a", {risky})}, found).stored);
  const auto parameters = resolve_parameters({device("a", {risky})}, k6_12);
  const auto confirmed = [](const DesiredParameter&) {
    return Permission{.approved = true, .taken_back = {}};
  };
  EXPECT_EQ(judge_parameters(parameters, found, confirmed)[0].state, StepState::change);
  const auto held = [](const DesiredParameter&) {
    return Permission{.approved = true, .taken_back = "why"};
  };
  EXPECT_EQ(judge_parameters(parameters, found, held)[0].state, StepState::taken_back);
  risky.trusted = true;
  EXPECT_EQ(judged({device("a", {risky})}, found).state, StepState::change);
}

TEST(ModuleState, ARiskyValueNamesTheLineToWrite) {
  const auto found = machine("ppfeaturemask", "0xfff7bfff");
  const auto reason = [&](unsigned order) {
    return judged({device("a", {wish("ppfeaturemask", "+overdrive", order)})}, found).reason;
  };
  EXPECT_EQ(reason(0), "risky: write trusted = true into [module.amdgpu]");
  EXPECT_EQ(reason(3), "risky: write trusted = true into its rule");
  EXPECT_EQ(reason(kAboveAllRules),
            "risky: write it into a policy file, in a rule with trusted = true");
}

// --- what devices are told ---

TEST(ParameterSteps, BothSidesOfAConflictAreToldOfEachOther) {
  const auto found = machine("noretry", "-1");
  const auto a = device("a", {wish("noretry", "1", 2)}), b = device("b", {wish("noretry", "0", 5)});
  const auto module = describe_module({judged({a, b}, found)}, found);
  const auto loser = parameter_steps(a.desired, a.id, &module).at(0);
  EXPECT_EQ(loser.verdict.state, StepState::conflict);
  EXPECT_EQ(loser.verdict.reason, "0 by 10-test.toml:5 for b wins: it comes later");
  EXPECT_EQ(loser.to, "1");
  const auto winner = parameter_steps(b.desired, b.id, &module).at(0);
  EXPECT_EQ(winner.verdict.state, StepState::conflict);
  EXPECT_EQ(winner.verdict.reason, "wins over 1 by 10-test.toml:2 for a");
  EXPECT_EQ(winner.from, "-1");
}

TEST(ParameterSteps, WaitWhileNobodyHasLooked) {
  const auto wanted = desired({wish("noretry", "1", 1), setting(test::kRuntimePm, "on")});
  const auto steps = parameter_steps(wanted, "id", nullptr);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].verdict.state, StepState::pending);
}

TEST(ParameterSteps, ArePendingUntilTheLoadedValueIsTheWantedOne) {
  auto found = machine("noretry", "-1");
  store(found, {{"noretry", "1"}});
  const auto a = device("a", {wish("noretry", "1", 1)});
  auto module = describe_module({judged({a}, found)}, found);
  EXPECT_EQ(parameter_steps(a.desired, a.id, &module)[0].verdict.state, StepState::pending);
  EXPECT_EQ(module.reboot_for, std::vector<std::string>{"noretry"});
  found.values["noretry"] = "1";
  module = describe_module({judged({a}, found)}, found);
  EXPECT_EQ(parameter_steps(a.desired, a.id, &module)[0].verdict.state, StepState::already);
  EXPECT_TRUE(module.reboot_for.empty());
}

TEST(ModuleState, AParameterThatWaitsForTheModuleNeedsNoReboot) {
  auto found = machine("mtype_local", "0");
  found.loaded = false;
  found.writable["mtype_local"] = true;
  found.values.clear();
  const auto a = device("a", {wish("mtype_local", "1", 1)});
  const auto module = describe_module({judged({a}, found)}, found);
  EXPECT_EQ(module.parameters[0].state, StepState::pending) << "amdgpu is not loaded";
  EXPECT_TRUE(module.reboot_for.empty());
}

TEST(ParameterRows, ShowWhatStandsAnywhere) {
  auto found = machine("noretry", "-1");
  found.values["dpm"] = "1";
  found.options = {{"dpm", "1", "/usr/lib/modprobe.d/x.conf", 1}};
  found.command_line["aspm"] = "0";
  const auto rows = describe_module({}, found).rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].name, "aspm");
  EXPECT_EQ(rows[1].wins, "/usr/lib/modprobe.d/x.conf:1");
  EXPECT_EQ(rows[1].initramfs, "unknown");
}

}  // namespace
}  // namespace rmcp
