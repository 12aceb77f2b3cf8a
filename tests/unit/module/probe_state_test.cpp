// SPDX-License-Identifier: MIT
// Parameters of one card alone: which ones, where they go, and when they are in force.
#include "lib/module/probe_state.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using test::desired;
using test::setting;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr auto kCard = "0000:03:00.0", kTwin = "0000:05:00.0";

Setting by_rule(const char* name, const char* value, unsigned order = 1) {
  auto out = setting(std::string("parameter.") + name, value);
  out.order = order;
  return out;
}

DeviceDesired wanting(const char* address, const char* gfx,
                      std::initializer_list<Setting> settings) {
  return {.id = address, .name = address, .gfx = parse_gfx(gfx), .desired = desired(settings)};
}

ProbeCard plugged(const char* address, const char* gfx) {
  return {.id = address,
          .name = address,
          .address = *parse_pci_address(address),
          .pci = {.vendor = 0x1002,
                  .device = 0x731f,
                  .subsystem_vendor = 0x1da2,
                  .subsystem_device = 0xe409},
          .gfx = parse_gfx(gfx),
          .present = true};
}

Permission nobody_asked(const DesiredParameter&) { return {}; }

class ProbeState : public testing::Test {
 protected:
  ProbeState() {
    found.kernel = k6_12;
    found.release = "6.12.95";
    found.loaded = true;
    found.values = {{"noretry", "-1"}, {"dc", "-1"}, {"ip_block_mask", "4294967295"}};
    found.own_file = "/etc/modprobe.d/rmcp.conf";
    found.distribution = {"debian", {"update-initramfs"}};
    found.probe.loaded = true;
    found.cards = {plugged(kCard, "gfx1010"), plugged(kTwin, "gfx1010")};
    wanted = {wanting(kCard, "gfx1010", {by_rule("noretry", "1", 1)}),
              wanting(kTwin, "gfx1010", {by_rule("noretry", "0", 2)})};
  }

  std::vector<ParameterState> judge() const {
    return judge_parameters(resolve_parameters(wanted, found.kernel, per_card(found)), found,
                            nobody_asked);
  }

  /// The rules are in the module and in the file for the next boot.
  void write() {
    found.probe.policy = probe_policy(judge(), found).text;
    found.own_text = *modprobe_file({}, found.probe.policy);
  }

  void probed(const char* address, const char* list) {
    found.probed[address] = {*parse_probed_with(list)};
  }

  Step step(std::size_t i) const {
    const auto state = describe_module(judge(), found);
    return parameter_steps(wanted[i].desired, wanted[i].id, &state).at(0);
  }

  ModuleFound found;
  std::vector<DeviceDesired> wanted;
};

TEST_F(ProbeState, CardsThatWantDifferentValuesAreInNoConflict) {
  const auto parameters = judge();
  ASSERT_THAT(parameters, SizeIs(2));
  EXPECT_EQ(parameters[0].route, Route::probe);
  EXPECT_EQ(parameters[0].state, StepState::change);
  EXPECT_THAT(parameters[0].desired.losers, IsEmpty());
  EXPECT_THAT(stored_options(parameters), IsEmpty());
  EXPECT_EQ(probe_policy(parameters, found).text, "0000:03:00.0/noretry=1;0000:05:00.0/noretry=0");
}

TEST_F(ProbeState, WithoutTheModuleTheyAre) {
  found.probe = {};
  EXPECT_EQ(step(0).verdict.state, StepState::conflict);
  EXPECT_EQ(probe_policy(judge(), found).text, "");
}

TEST_F(ProbeState, ACardThatHasLostIsToldOfARebindAndThatItHadOne) {
  found.probe = {};
  found.writable["noretry"] = true;
  EXPECT_THAT(step(0).verdict.reason, HasSubstr("for this device alone: `rmcpctl rebind 0000:03"));
  found.probed[kCard] = {
      {.way = ProbeWay::rebind, .stage = ProbedWith::Stage::bound, .values = {{"noretry", "1"}}}};
  EXPECT_EQ(step(0).verdict.state, StepState::conflict) << "of the next boot";
  EXPECT_THAT(step(0).verdict.reason, StartsWith("has 1 until it is bound again; 0 by"));
}

TEST_F(ProbeState, AnInstalledModuleCountsUnlessTheKernelRefusesIt) {
  found.probe = {.there = true};
  EXPECT_EQ(per_card(found), PerCard::yes);
  found.probe.locked_down = true;
  EXPECT_EQ(per_card(found), PerCard::no);
  found.probe.key_enrolled = true;
  EXPECT_EQ(per_card(found), PerCard::yes);
  found.built_in = true;
  EXPECT_EQ(per_card(found), PerCard::no);
}

TEST_F(ProbeState, WhatTheDriverReadsLaterTooStaysGlobal) {
  // gfxhub_v3_0.c reads noretry on GC 11 whenever the hub is set up.
  wanted[1] = wanting(kTwin, "gfx1100", {by_rule("noretry", "0", 2)});
  const auto parameters = judge();
  ASSERT_THAT(parameters, SizeIs(2));
  EXPECT_FALSE(parameters[0].desired.of_card);
  EXPECT_EQ(parameters[0].desired.winner.id, kTwin);
  EXPECT_THAT(parameters[0].desired.bystanders, IsEmpty()) << "the other card has its own";
  EXPECT_EQ(probe_policy(parameters, found).text, "0000:03:00.0/noretry=1");
}

TEST_F(ProbeState, SoDoesWhatTheModulesTableWantsAndACardOfUnknownGeneration) {
  wanted[0].desired = desired({by_rule("noretry", "1", 0)});
  wanted[1].gfx = std::nullopt;
  for (const auto& s : judge()) EXPECT_EQ(s.route, Route::modprobe);
}

TEST_F(ProbeState, IsAppliedOnlyFromTheListOfThisBind) {
  write();
  EXPECT_EQ(step(0).verdict.state, StepState::pending);
  EXPECT_EQ(step(0).verdict.reason,
            "needs `rmcpctl rebind 0000:03:00.0`, or a reboot; first update-initramfs -u if amdgpu "
            "is in the initramfs");
  EXPECT_FALSE(step(0).verdict.needs_reboot);
  for (const auto* list : {"bound\n", "bound\nnoretry=0\n", "probing\nnoretry=1\n",
                           "failed\nnoretry=1\n", "bound uncertain\nnoretry=1\n"}) {
    probed(kCard, list);
    EXPECT_EQ(step(0).verdict.state, StepState::pending) << list;
  }
  probed(kCard, "bound\nnoretry=1\n");
  EXPECT_EQ(step(0).verdict.state, StepState::already);
  EXPECT_EQ(step(0).from, "1");
  EXPECT_EQ(step(1).verdict.state, StepState::pending);
}

TEST_F(ProbeState, ReadsTheListAsTheParametersFileWouldShowIt) {
  auto risky = by_rule("ip_block_mask", "0x3");
  EXPECT_EQ((wanted = {wanting(kCard, "gfx1010", {risky})}, step(0)).verdict.state,
            StepState::unconfirmed);
  EXPECT_EQ(probe_policy(judge(), found).text, "");
  risky.trusted = true;
  wanted = {wanting(kCard, "gfx1010", {risky})};
  write();
  probed(kCard, "bound\nip_block_mask=0x00000003\n");
  EXPECT_EQ(step(0).verdict.state, StepState::already);
}

TEST_F(ProbeState, ALoadedValueThatIsRightIsNoProof) {
  found.values["noretry"] = "1";
  write();
  EXPECT_EQ(step(0).verdict.state, StepState::pending);
}

TEST_F(ProbeState, AnAbsentCardWaitsForItsPlug) {
  found.cards[0].present = false;
  write();
  EXPECT_EQ(step(0).verdict.reason, "in force when it is plugged in");
}

TEST_F(ProbeState, AModuleThatIsNotLoadedWaitsForTheBoot) {
  found.probe = {.there = true};
  found.own_text = *modprobe_file({}, probe_policy(judge(), found).text);
  EXPECT_EQ(step(0).verdict.reason,
            "stored, needs a reboot; first update-initramfs -u if amdgpu is in the initramfs");
  EXPECT_TRUE(step(0).verdict.needs_reboot);
  EXPECT_THAT(describe_module(judge(), found).reboot_for, ElementsAre("noretry"));
}

TEST_F(ProbeState, AWriteThatFailsIsToldOnTheCards) {
  write();
  found.probe.policy = "*/dc=0";
  found.probe_error = "EINVAL";
  EXPECT_EQ(step(0).verdict.state, StepState::failed);
  EXPECT_EQ(step(0).verdict.reason, "EINVAL");
  EXPECT_EQ(describe_module(judge(), found).probe_problem, "EINVAL");
}

TEST_F(ProbeState, WithAFolderThatCannotBeWrittenARebindIsTheOnlyWay) {
  write();
  found.own_text = "";
  found.own_error = "EROFS";
  EXPECT_EQ(step(0).verdict.reason, "needs `rmcpctl rebind 0000:03:00.0`");
}

TEST_F(ProbeState, ACardThatCannotBeServedIsTold) {
  found.values["lockup_timeout"] = "";
  auto many = by_rule("lockup_timeout", "1000");
  many.value = Value{std::string(5000, '1')};
  wanted[0] = wanting(kCard, "gfx1010", {});
  wanted[0].desired.settings["parameter.lockup_timeout"] = many;
  write();
  EXPECT_EQ(step(0).verdict.state, StepState::impossible);
  EXPECT_EQ(step(0).verdict.reason, "does not fit into the 4094 characters of rmcp_devparam");
  EXPECT_EQ(found.probe.policy, "0000:05:00.0/noretry=0");
}

TEST_F(ProbeState, RowsShowWantedAndProbedWithOfEachCard) {
  write();
  probed(kCard, "bound\ndc=0\nnoretry=1\n");
  const auto state = describe_module(judge(), found);
  EXPECT_THAT(state.rows, IsEmpty());
  ASSERT_THAT(state.probe_rows, SizeIs(3));
  const auto& [dc, own, twin] =
      std::tie(state.probe_rows[0], state.probe_rows[1], state.probe_rows[2]);
  EXPECT_EQ(dc.name + dc.wanted + dc.probed + dc.way + dc.state, "dc0module");
  EXPECT_EQ(own.name + own.wanted + own.probed + own.way + own.state, "noretry11modulealready");
  EXPECT_EQ(twin.address + twin.wanted + twin.probed + twin.way, "0000:05:00.00");
}

TEST_F(ProbeState, AStampWithOtherRulesIsStale) {
  write();
  found.initramfs = InitramfsStamp{.has_module = true, .options = {}};
  EXPECT_TRUE(describe_module(judge(), found).initramfs_stale);
  EXPECT_EQ(step(0).verdict.reason,
            "needs `rmcpctl rebind 0000:03:00.0`, or update-initramfs -u and a reboot");
  found.initramfs = parse_initramfs_stamp(
      "# rmcp initramfs stamp 1\nmodule amdgpu yes\nmodule rmcp_devparam yes\n"
      "options rmcp_devparam policy=" +
      found.probe.policy + "\n");
  EXPECT_FALSE(describe_module(judge(), found).initramfs_stale);
  EXPECT_EQ(step(0).verdict.reason, "needs `rmcpctl rebind 0000:03:00.0`, or a reboot");
}

// --- the driver's value, and cards that were probed with one of their own ---

class GlobalValue : public ProbeState {
 protected:
  GlobalValue() {
    found.probe = {};
    found.writable["noretry"] = true;
    wanted = {wanting(kCard, "gfx1010", {by_rule("noretry", "1")})};
    found.own_text = *modprobe_file({{"noretry", "1"}});
  }

  void rebound_with(const char* value) {
    found.probed[kCard] = {{.way = ProbeWay::rebind,
                            .stage = ProbedWith::Stage::bound,
                            .values = {{"noretry", value}}}};
  }
};

TEST_F(GlobalValue, IsInForceWithARebindWhereItsFileTakesWrites) {
  EXPECT_TRUE(step(0).verdict.reason.ends_with(", or `rmcpctl rebind 0000:03:00.0`"));
  found.writable["noretry"] = false;
  EXPECT_FALSE(step(0).verdict.reason.ends_with("`"));
}

TEST_F(GlobalValue, IsInForceOnACardThatWasReboundWithIt) {
  rebound_with("1");
  EXPECT_EQ(step(0).verdict.state, StepState::already);
  EXPECT_EQ(describe_module(judge(), found).probe_rows.at(0).way, "rebind");
}

TEST_F(GlobalValue, IsNotInForceOnACardThatWasReboundWithAnother) {
  found.values["noretry"] = "1";
  rebound_with("0");
  EXPECT_EQ(step(0).verdict.state, StepState::pending);
  EXPECT_EQ(step(0).verdict.reason, "probed with 0, needs `rmcpctl rebind 0000:03:00.0`");
}

// --- why it is not in use ---

TEST(WhyUnused, NamesTheFirstObstacleAndTheRemedy) {
  EXPECT_EQ(why_unused({.loaded = true}, false, "6.12"), "");
  EXPECT_EQ(why_unused({.loaded = true}, true, "6.12"), "amdgpu is built into the kernel");
  EXPECT_EQ(why_unused({}, false, "6.12"), "not installed for Linux 6.12");
  EXPECT_EQ(why_unused({.failure = "no headers"}, false, "6.12"),
            "could not be built for Linux 6.12: no headers");
  EXPECT_EQ(why_unused({.there = true}, false, "6.12"), "not loaded");
  EXPECT_EQ(why_unused({.there = true, .locked_down = true, .key_enrolled = true}, false, "6.12"),
            "not loaded");
  EXPECT_EQ(why_unused({.there = true, .locked_down = true}, false, "6.12"),
            "the kernel takes signed modules only, and the key of this machine is not enrolled: "
            "mokutil --import /var/lib/dkms/mok.pub");
}

// --- the file ---

TEST(ModprobeFile, LoadsTheModuleFirstAndQuotesItsRules) {
  const auto text = *modprobe_file({{"noretry", "1"}}, "0000:03:00.0/virtual_display='a b;c'");
  EXPECT_TRUE(
      text.ends_with("\nsoftdep amdgpu pre: rmcp_devparam\n"
                     "options rmcp_devparam policy=\"0000:03:00.0/virtual_display='a b;c'\"\n"
                     "options amdgpu noretry=1\n"));
  EXPECT_EQ(probe_policy_option(parse_modprobe_options(text, kProbeModule, "")),
            "0000:03:00.0/virtual_display='a b;c'");
  EXPECT_TRUE(modprobe_file({}, "*/dc=0")->ends_with("policy=*/dc=0\n"));
  EXPECT_EQ(*modprobe_file({}), "");
}

}  // namespace
}  // namespace rmcp
