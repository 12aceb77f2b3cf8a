// SPDX-License-Identifier: MIT
// A device as its files describe it, whole and broken.
#include "daemon/device/probe.hpp"

#include "fake_machine.hpp"
#include "fake_render_node.hpp"
#include "lib/sys/fd.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <thread>

namespace rmcp::device {
namespace {

namespace fs = std::filesystem;

class ProbeTest : public testing::Test {
 protected:
  Device probed() {
    auto device = probe(machine_.paths(), card_);
    EXPECT_TRUE(device);
    return device.value_or(Device{});
  }
  void write(const std::string& name, std::string_view text) {
    FakeMachine::write(card_ + "/" + name, text);
  }

  FakeMachine machine_;
  std::string card_ = machine_.add_gpu("pci0000:00/0000:00:01.0/0000:03:00.0");
};

TEST_F(ProbeTest, ReadsIdsAndDriver) {
  machine_.bind(card_, "amdgpu");
  const Device device = probed();
  EXPECT_EQ(to_string(device.address), "0000:03:00.0");
  EXPECT_EQ(device.syspath, card_);
  EXPECT_EQ(device.pci.vendor, 0x1002);
  EXPECT_EQ(device.pci.device, 0x73ff);
  EXPECT_EQ(device.pci.subsystem_vendor, 0x1458);
  EXPECT_EQ(device.pci.subsystem_device, 0x2334);
  EXPECT_EQ(device.pci.revision, 0xc7);
  EXPECT_EQ(device.pci.class_code, 0x030000u);
  EXPECT_EQ(device.binding.driver, "amdgpu");
  EXPECT_TRUE(device.managed());
}

TEST_F(ProbeTest, KnowsOnlyTheFilesThatAreThere) {
  const Device device = probed();
  EXPECT_EQ(device.binding.driver, "");
  EXPECT_EQ(device.binding.epoch, 0u);
  EXPECT_EQ(device.name, "1002:73ff");
  EXPECT_EQ(device.placement.boot_vga, std::nullopt);
  EXPECT_EQ(device.identity.unique_id, std::nullopt);
  EXPECT_EQ(device.identity.serial, std::nullopt);
  EXPECT_EQ(device.vram_bytes, std::nullopt);
  EXPECT_EQ(device.nodes.card, "");
  EXPECT_TRUE(device.nodes.render.empty());
  EXPECT_TRUE(device.nodes.kfd.empty());
  EXPECT_EQ(device.placement.external, false);
  EXPECT_EQ(device.placement.apu, false);  // the table knows Navi 23
}

TEST_F(ProbeTest, ReadsThroughNulPadding) {
  std::string padded = "946d7e1ef9b172dd\n";
  padded.resize(4096, '\0');
  write("unique_id", padded);
  padded = "active\n";
  padded.resize(4096, '\0');
  write("power/runtime_status", padded);
  const Device device = probed();
  EXPECT_EQ(device.identity.unique_id, 0x946d7e1ef9b172ddu);
  EXPECT_EQ(device.runtime_status, RuntimeStatus::active);
}

TEST_F(ProbeTest, TakesZeroAndNonsenseForNoUniqueId) {
  for (const char* text : {"0000000000000000\n", "\n", "", "none\n", "123x\n"}) {
    write("unique_id", text);
    EXPECT_EQ(probed().identity.unique_id, std::nullopt) << text;
  }
}

TEST_F(ProbeTest, AnIdentityThatCannotBeReadIsNotKnownYet) {
  EXPECT_EQ(probed().identity.known, Identity::read) << "an attribute that is missing is an answer";
  std::filesystem::create_directory(card_ + "/unique_id");  // stands for EPERM in a reset
  EXPECT_EQ(probed().identity.known, Identity::pending);
  EXPECT_FALSE(card_id(probed()).has_value());
}

TEST_F(ProbeTest, TheProbeOfADriverIsOverWhenItHasMadeANode) {
  EXPECT_FALSE(probe_is_over(probed()));
  machine_.add_drm_node(card_, "controlD64");
  EXPECT_FALSE(probe_is_over(probed()));
  machine_.add_drm_node(card_, "renderD128");
  EXPECT_TRUE(probe_is_over(probed()));
}

TEST_F(ProbeTest, TakesABlankSerialForNone) {
  for (const char* text : {"\n", "", "0000000000\n", "   \n"}) {
    write("serial_number", text);
    EXPECT_EQ(probed().identity.serial, std::nullopt) << '"' << text << '"';
  }
  write("serial_number", "PCB057124-0001\n");
  EXPECT_EQ(probed().identity.serial, "PCB057124-0001");
}

TEST_F(ProbeTest, ReadsBootVga) {
  write("boot_vga", "1\n");
  EXPECT_EQ(probed().placement.boot_vga, true);
  write("boot_vga", "0\n");
  EXPECT_EQ(probed().placement.boot_vga, false);
}

TEST_F(ProbeTest, ListsDrmNodes) {
  machine_.add_drm_node(card_, "card1");
  machine_.add_drm_node(card_, "renderD129");
  machine_.add_drm_node(card_, "controlD65");
  const Device device = probed();
  EXPECT_EQ(device.nodes.card, "card1");
  EXPECT_EQ(device.nodes.render, std::vector<std::string>{"renderD129"});
}

TEST_F(ProbeTest, PrefersTheDriversAnswerToTheTablesAboutApus) {
  machine_.bind(card_, "amdgpu");
  FakeRenderNode node(machine_.add_drm_node(card_, "renderD128"));
  node.ids_flags = 1;
  EXPECT_EQ(probed().placement.apu, true);
}

TEST_F(ProbeTest, GivesEachBindingAnEpochOfItsOwn) {
  machine_.bind(card_, "amdgpu");
  const auto first = probed().binding.epoch;
  EXPECT_NE(first, 0u);
  EXPECT_EQ(probed().binding.epoch, first);
  // Keep the inode number taken, as kernfs does, so that the new link cannot get it again.
  fs::rename(card_ + "/driver", machine_.path("old-link"));
  EXPECT_EQ(probed().binding.epoch, 0u);
  machine_.bind(card_, "amdgpu");
  EXPECT_NE(probed().binding.epoch, first);
}

TEST_F(ProbeTest, RefusesWhatIsNoAmdGpu) {
  write("vendor", "0x8086\n");
  EXPECT_EQ(probe(machine_.paths(), card_).error(), ENODEV);
  write("vendor", "0x1002\n");
  write("class", "0x040300\n");
  EXPECT_EQ(probe(machine_.paths(), card_).error(), ENODEV);
  EXPECT_EQ(glance(machine_.paths(), card_).error(), ENODEV);
  EXPECT_EQ(probe(machine_.paths(), machine_.paths().sys + "/devices").error(), ENODEV);
}

TEST_F(ProbeTest, AcceptsAnAccelerator) {
  write("class", "0x120000\n");
  EXPECT_EQ(probed().pci.class_code, 0x120000u);
}

TEST_F(ProbeTest, SaysThatAMissingDeviceIsMissing) {
  fs::remove_all(card_);
  EXPECT_EQ(probe(machine_.paths(), card_).error(), ENODEV);
  EXPECT_EQ(glance(machine_.paths(), card_).error(), ENODEV);
}

TEST_F(ProbeTest, NoticesADeviceThatGoesAwayWhileItIsRead) {
  // The probe stops at a pipe that nobody writes to, until the tree is gone.
  const std::string pipe = card_ + "/unique_id";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::thread unplug([&] {
    const sys::Fd writer(::open(pipe.c_str(), O_WRONLY | O_CLOEXEC));
    fs::remove_all(card_);
  });
  const auto device = probe(machine_.paths(), card_);
  unplug.join();
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error(), ENODEV);
}

TEST_F(ProbeTest, GlancesAtIdsWithoutReadingWhatMayBlock) {
  machine_.bind(card_, "amdgpu");
  ASSERT_EQ(::mkfifo((card_ + "/unique_id").c_str(), 0600), 0);  // would block for ever
  const auto device = glance(machine_.paths(), card_);
  ASSERT_TRUE(device);
  EXPECT_EQ(device->pci.device, 0x73ff);
  EXPECT_EQ(device->binding.driver, "amdgpu");
  EXPECT_NE(device->binding.epoch, 0u);
  EXPECT_EQ(device->name, "1002:73ff");
}

TEST_F(ProbeTest, KnowsTheKernel) {
  FakeMachine::write(machine_.paths().proc + "/sys/kernel/osrelease", "6.1.0-56-amd64\n");
  EXPECT_EQ(read_machine(machine_.paths()).kernel, "6.1.0-56-amd64");
  EXPECT_FALSE(read_machine(machine_.paths()).patched);
  FakeMachine::write(machine_.paths().sys + "/module/amdgpu/parameters/rmcp", "\n");
  EXPECT_TRUE(read_machine(machine_.paths()).patched);
}

}  // namespace
}  // namespace rmcp::device
