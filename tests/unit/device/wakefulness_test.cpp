// SPDX-License-Identifier: MIT
// A sleeping GPU is left asleep: its render node is not opened, and nothing that would wake it is
// read.
#include "daemon/device/probe.hpp"
#include "fake_machine.hpp"
#include "fake_render_node.hpp"
#include "lib/sys/fd.hpp"

#include <gtest/gtest.h>

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <string>

namespace rmcp::device {
namespace {

/// Tells whether a file was opened since.
class OpenWatch {
 public:
  explicit OpenWatch(const std::string& path)
      : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (::inotify_add_watch(inotify_.get(), path.c_str(), IN_OPEN) < 0)
      ADD_FAILURE() << "inotify: " << path;
  }
  bool seen() const {
    std::array<char, 4096> events;
    return ::read(inotify_.get(), events.data(), events.size()) > 0;
  }

 private:
  sys::Fd inotify_;
};

class WakefulnessTest : public testing::Test {
 protected:
  WakefulnessTest() {
    machine_.bind(card_, "amdgpu");
    machine_.add_gc(card_, 10, 3, 4);
    FakeMachine::write(card_ + "/unique_id", "946d7e1ef9b172dd\n");
    FakeMachine::write(card_ + "/mem_info_vram_total", "8573157376\n");
    node_.compute_units = 28;
  }

  Device probe_when(const std::string& runtime_status) {
    if (!runtime_status.empty())
      FakeMachine::write(card_ + "/power/runtime_status", runtime_status + "\n");
    auto device = probe(machine_.paths(), card_);
    EXPECT_TRUE(device);
    return device.value_or(Device{});
  }

  FakeMachine machine_;
  std::string card_ = machine_.add_gpu("pci0000:00/0000:03:00.0");
  FakeRenderNode node_{machine_.add_drm_node(card_, "renderD128")};
};

TEST_F(WakefulnessTest, AsksAGpuThatIsAwake) {
  const OpenWatch watch(node_.path);
  const Device device = probe_when("active");
  EXPECT_TRUE(watch.seen());
  EXPECT_EQ(device.runtime_status, RuntimeStatus::active);
  EXPECT_EQ(device.compute_units, 28u);
  EXPECT_EQ(device.binding.version, "3.57.0");
}

TEST_F(WakefulnessTest, KeepsASuspendedGpuAsleep) {
  const OpenWatch watch(node_.path);
  const Device device = probe_when("suspended");
  EXPECT_FALSE(watch.seen());
  EXPECT_EQ(device.runtime_status, RuntimeStatus::suspended);
  EXPECT_EQ(device.compute_units, std::nullopt);
  EXPECT_EQ(device.binding.version, "");
}

TEST_F(WakefulnessTest, DoesNotTurnAGpuRoundThatIsFallingAsleep) {
  const OpenWatch watch(node_.path);
  EXPECT_EQ(probe_when("suspending").runtime_status, RuntimeStatus::suspended);
  EXPECT_FALSE(watch.seen());
}

TEST_F(WakefulnessTest, StillKnowsWhatTheKernelRemembers) {
  const Device device = probe_when("suspended");
  EXPECT_EQ(device.gfx, (GfxTarget{10, 3, 2}));
  EXPECT_EQ(device.gfx_source, GfxSource::ip_discovery);
  EXPECT_EQ(device.identity.unique_id, 0x946d7e1ef9b172ddu);
  EXPECT_EQ(device.vram_bytes, 8573157376u);
  EXPECT_EQ(device.nodes.render, std::vector<std::string>{"renderD128"});
}

TEST_F(WakefulnessTest, ReadsNoAttributeThatWakes) {
  for (const char* name :
       {"config", "power_dpm_force_performance_level", "pp_dpm_sclk", "pp_power_profile_mode",
        "gpu_busy_percent", "hwmon/hwmon0/power1_cap"}) {
    FakeMachine::write(card_ + "/" + name, "x\n");
    const OpenWatch watch(card_ + "/" + name);
    probe_when("suspended");
    EXPECT_FALSE(watch.seen()) << name;
  }
}

TEST_F(WakefulnessTest, TakesAGpuWithoutRuntimePowerManagementForAwake) {
  EXPECT_EQ(probe_when("unsupported").runtime_status, RuntimeStatus::active);
}

TEST_F(WakefulnessTest, DoesNotKnowWhatTheKernelDoesNotSay) {
  EXPECT_EQ(probe_when("").runtime_status, RuntimeStatus::unknown);
  EXPECT_EQ(probe_when("error").runtime_status, RuntimeStatus::unknown);
}

TEST_F(WakefulnessTest, NeverOpensTheNodeOfAnotherDriversCard) {
  FakeMachine other;
  const std::string card = other.add_gpu("pci0000:00/0000:06:00.0", "0x6818");
  other.bind(card, "radeon");
  const OpenWatch watch(other.add_drm_node(card, "renderD129"));
  const auto device = probe(other.paths(), card);
  ASSERT_TRUE(device);
  EXPECT_FALSE(watch.seen());
  EXPECT_EQ(device->nodes.render, std::vector<std::string>{"renderD129"});
}

}  // namespace
}  // namespace rmcp::device
