// SPDX-License-Identifier: MIT
// Why a card on amdgpu has no KFD node: the ports above it, the kernel's log, KFD's rule.
#include "client/inspect/no_kfd_node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using State = AtomicsPath::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr unsigned kRoot = 4, kUpstream = 5, kDownstream = 6;
constexpr std::uint32_t kCompletes = 0x180, kRoutes = 0x40, kBlocks = 0x80;

/// 256 bytes with the PCI Express capability behind one of power management.
std::string config_of(const ExpressPort& port) {
  std::string out(256, '\0');
  const auto put = [&](std::size_t at, std::uint32_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out[at + i] = static_cast<char>(value >> 8 * i & 0xff);
  };
  put(0x06, 0x10, 2);
  put(0x34, 0x50, 1);
  put(0x50, 0x5801, 2);  // power management, the next one is at 0x58
  put(0x58, 0x0010, 2);
  put(0x5a, 2 | port.type << 4, 2);
  put(0x58 + 0x24, port.capabilities2, 4);
  put(0x58 + 0x28, port.control2, 2);
  return out;
}

PortOnTheWay way(const char* address, unsigned type, std::uint32_t capabilities2,
                 std::uint32_t control2 = 0) {
  return {address, {type, capabilities2, control2}};
}

TEST(ExpressPort, IsReadFromConfigurationSpace) {
  const ExpressPort port{kUpstream, kRoutes, kBlocks};
  EXPECT_EQ(express_port(config_of(port)), port);
  EXPECT_EQ(express_port(config_of(port).substr(0, 64)), std::nullopt) << "all that a user gets";
  EXPECT_EQ(express_port(""), std::nullopt);
}

TEST(ExpressPort, AListOfCapabilitiesThatRunsInACircleEnds) {
  auto config = config_of({kRoot, kCompletes, 0});
  config[0x58] = 0x05;
  config[0x59] = 0x50;
  EXPECT_EQ(express_port(config), std::nullopt);
  EXPECT_EQ(express_port(std::string(256, '\xff')), std::nullopt);
}

TEST(Atomics, ReachTheRootPortIfThatCompletesAndAllOthersRoute) {
  EXPECT_EQ(judge_ports(std::vector{way("0000:00:01.0", kRoot, kCompletes),
                                    way("0000:01:00.0", kUpstream, kRoutes),
                                    way("0000:02:00.0", kDownstream, kRoutes)}),
            (AtomicsPath{State::open, ""}));
}

TEST(Atomics, EndAtTheFirstPortThatStopsThem) {
  const auto root = way("0000:00:1c.0", kRoot, kRoutes);
  EXPECT_EQ(judge_ports(std::vector{root}),
            (AtomicsPath{State::closed, "the root port 0000:00:1c.0 does not complete them"}));
  const auto good = way("0000:00:01.0", kRoot, kCompletes | kRoutes);
  EXPECT_EQ(judge_ports(std::vector{good, way("0000:01:00.0", kUpstream, 0)}),
            (AtomicsPath{State::closed, "the bridge 0000:01:00.0 does not route them"}));
  EXPECT_EQ(judge_ports(std::vector{good, way("0000:01:00.0", kUpstream, kRoutes, kBlocks)}),
            (AtomicsPath{State::closed, "the bridge 0000:01:00.0 blocks them"}));
}

TEST(Atomics, OfAVirtualMachineAreUpToTheHost) {
  const auto found = judge_ports({});
  EXPECT_EQ(found.state, State::unknown);
  EXPECT_THAT(found.why, HasSubstr("virtual machine"));
}

class Sysfs : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(card_); }
  void TearDown() override { fs::remove_all(root_); }

  void port(const fs::path& folder, const std::string& config, const char* status = "active") {
    fs::create_directories(folder / "power");
    std::ofstream(folder / "power/runtime_status") << status << '\n';
    std::ofstream(folder / "config", std::ios::binary) << config;
  }

  const fs::path root_ = fs::path(testing::TempDir()) / ("rmcp-pci-" + std::to_string(::getpid()));
  const fs::path top_ = root_ / "devices/pci0000:00/0000:00:01.0";
  const fs::path bridge_ = top_ / "0000:01:00.0";
  const fs::path card_ = bridge_ / "0000:02:00.0";
};

TEST_F(Sysfs, AtomicsAreFollowedUpToTheRootPort) {
  port(top_, config_of({kRoot, kCompletes, 0}));
  port(bridge_, config_of({kUpstream, 0, 0}));
  EXPECT_EQ(read_atomics_path(card_.string()).why, "the bridge 0000:01:00.0 does not route them");
  port(bridge_, config_of({kUpstream, kRoutes, 0}));
  EXPECT_EQ(read_atomics_path(card_.string()).state, State::open);
}

TEST_F(Sysfs, NothingIsReadBelowAPortThatSleeps) {
  port(top_, config_of({kRoot, kCompletes, 0}), "suspended");
  port(bridge_, "");
  EXPECT_EQ(read_atomics_path(card_.string()),
            (AtomicsPath{State::unknown, "0000:00:01.0 is suspended, and is not woken"}));
}

TEST_F(Sysfs, AUserIsToldThatRootMayReadIt) {
  port(top_, config_of({kRoot, kCompletes, 0}).substr(0, 64));
  port(bridge_, config_of({kUpstream, kRoutes, 0}).substr(0, 64));
  EXPECT_EQ(read_atomics_path(card_.string()).why,
            "only root may read what the bridges above the card say");
}

TEST_F(Sysfs, FirmwareAndTheLogAreFactsToo) {
  port(top_, config_of({kRoot, kCompletes, 0}).substr(0, 64));
  port(bridge_, config_of({kUpstream, kRoutes, 0}).substr(0, 64));
  fs::create_directories(card_ / "fw_version");
  std::ofstream(card_ / "fw_version/mec_fw_version") << "0x0000008f\n";
  fs::create_directories(root_ / "bus");
  fs::create_directory_symlink(card_, root_ / "bus/0000:02:00.0");
  std::ofstream(root_ / "kmsg")
      << "6,1,10,-;amdgpu 0000:02:00.0: PCIE atomic ops is not supported\n"
         " SUBSYSTEM=pci\n DEVICE=+pci:0000:02:00.0\n";
  Device card;
  card.address = *parse_pci_address("0000:02:00.0");
  const auto facts = read_kfd_facts(card, (root_ / "bus").string(), (root_ / "kmsg").string());
  EXPECT_EQ(facts.firmware, 143U);
  EXPECT_TRUE(facts.log_readable);
  EXPECT_FALSE(facts.virtual_function);
  EXPECT_EQ(facts.line, "");
  EXPECT_EQ(facts.atomics,
            (AtomicsPath{State::closed, "the driver found that none reach the root port"}));
}

// ---- The kernel's log ----

Device navi10() {
  Device out;
  out.address = *parse_pci_address("0000:3f:00.0");
  out.pci.vendor = kVendorAmd;
  out.pci.device = 0x731f;
  out.binding.driver = "amdgpu";
  out.gfx = parse_gfx("gfx1010");
  out.placement.apu = false;
  return out;
}

constexpr auto kRefused = "kfd kfd: amdgpu: skipped device 1002:731f, PCI rejects atomics 143<145";

TEST(KernelLog, MessagesStandBehindTheSemicolonAndFieldsAreLeftOut) {
  EXPECT_THAT(kernel_messages("6,339,5140900,-;kfd kfd: amdgpu: added device 1002:73ff\n"
                              " SUBSYSTEM=kfd\n DEVICE=c235:0\n"
                              "4,340,5140901,c;a;b\nnonsense\n"),
              ElementsAre("kfd kfd: amdgpu: added device 1002:73ff", "a;b"));
  EXPECT_THAT(kernel_messages(""), IsEmpty());
}

TEST(KernelLog, TheLastReasonForTheModelCounts) {
  const std::vector<std::string> log{
      "kfd kfd: amdgpu: skipped device 1002:73ff, PCI rejects atomics 80<92", kRefused,
      "kfd kfd: amdgpu: added device 1002:73ff", "usb 1-1: skipped device"};
  EXPECT_EQ(last_reason(navi10(), log), kRefused);
  EXPECT_EQ(last_reason(navi10(), std::span(log).subspan(2)), "");
  const std::vector<std::string> longer{
      "kfd kfd: amdgpu: skipped device 1002:731f0, PCI rejects atomics 1<2"};
  EXPECT_EQ(last_reason(navi10(), longer), "");
}

TEST(KernelLog, NewerKernelsNameTheCard) {
  const std::vector<std::string> log{
      "amdgpu 0000:3f:00.0: device 1002:731f NOT added due to errors"};
  EXPECT_THAT(explain_no_kfd_node(navi10(), {.line = last_reason(navi10(), log)}),
              HasSubstr("KFD failed to start on it. The kernel's log: amdgpu 0000:3f:00.0"));
}

// ---- The sentence ----

TEST(NoKfdNode, ARefusalForAtomicsNamesPortAndFirmware) {
  const KfdFacts facts{
      .atomics = {State::closed, "the root port 0000:00:1c.0 does not complete them"},
      .log_readable = true,
      .line = kRefused};
  EXPECT_EQ(
      explain_no_kfd_node(navi10(), facts),
      "KFD refuses it because no PCIe atomics reach the root port (the root port 0000:00:1c.0 "
      "does not complete them); MEC firmware from 145 on does without (here 143). The kernel's "
      "log: kfd kfd: amdgpu: skipped device 1002:731f, PCI rejects atomics 143<145");
}

TEST(NoKfdNode, WithoutTheLogTheRuleSpeaks) {
  EXPECT_EQ(
      explain_no_kfd_node(
          navi10(), {.firmware = 143,
                     .atomics = {State::closed, "the bridge 0000:01:00.0 does not route them"}}),
      "KFD asks for PCIe atomics here, and the bridge 0000:01:00.0 does not route them; MEC "
      "firmware "
      "from 145 on does without (here 143). The kernel's log has the reason: journalctl -k -g kfd, "
      "as root");
}

TEST(NoKfdNode, FirmwareThatDoesWithoutRulesAtomicsOut) {
  EXPECT_THAT(explain_no_kfd_node(navi10(), {.firmware = 145}), HasSubstr("another reason"));
}

TEST(NoKfdNode, APathThatIsOpenIsNoReason) {
  EXPECT_THAT(explain_no_kfd_node(navi10(), {.firmware = 143, .atomics = {State::open, ""}}),
              HasSubstr("KFD asks for PCIe atomics here, and they reach the root port"));
}

TEST(NoKfdNode, WhatIsNotKnownIsSaid) {
  const AtomicsPath closed_book{State::unknown, "0000:00:01.0 is suspended, and is not woken"};
  EXPECT_THAT(explain_no_kfd_node(navi10(), {.atomics = closed_book}),
              HasSubstr("Whether they get there is not known: 0000:00:01.0 is suspended"));
}

TEST(NoKfdNode, NumbersOfTheLogGoBeforeTheTable) {
  auto polaris = navi10();
  polaris.pci.device = 0x67df;
  polaris.gfx.reset();
  const auto said = [&](const char* line) {
    return explain_no_kfd_node(polaris, {.log_readable = true, .line = line});
  };
  EXPECT_THAT(said("kfd kfd: amdgpu: skipped device 1002:67df, PCI rejects atomics 730<0"),
              HasSubstr("root port; no firmware of this card does without. The"));
  EXPECT_THAT(said("kfd kfd: skipped device 1002:67df, PCI rejects atomics"),
              HasSubstr("root port. The kernel's log: kfd kfd: skipped"));
  polaris.gfx = parse_gfx("gfx803");
  EXPECT_THAT(said("kfd kfd: skipped device 1002:67df, PCI rejects atomics"),
              HasSubstr("root port; no firmware of this card does without. The"));
}

TEST(NoKfdNode, FamiliesWithoutCodeAreNamed) {
  auto card = navi10();
  card.gfx = parse_gfx("gfx704");
  EXPECT_THAT(explain_no_kfd_node(card, {}), HasSubstr("KFD has no code for gfx704"));
  card.gfx = parse_gfx("gfx701");
  EXPECT_THAT(explain_no_kfd_node(card, {}), HasSubstr("exp_hw_support = 1"));
  card.gfx = parse_gfx("gfx1012");
  EXPECT_THAT(explain_no_kfd_node(card, {.virtual_function = true}),
              HasSubstr("does not take gfx1012 as a virtual function"));
  card.gfx.reset();
  EXPECT_THAT(explain_no_kfd_node(card, {.log_readable = true}),
              HasSubstr("KFD has not accepted it. The kernel's log names no reason"));
}

}  // namespace
}  // namespace rmcp::client
