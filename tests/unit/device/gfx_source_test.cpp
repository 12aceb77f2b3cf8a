// SPDX-License-Identifier: MIT
// The gfx target comes from the best source that knows it.
#include "daemon/device/probe.hpp"
#include "fake_machine.hpp"
#include "fake_render_node.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::device {
namespace {

/// Four sources that contradict each other, so that the answer tells which one was asked.
class GfxSourceTest : public testing::Test {
 protected:
  GfxSourceTest() {
    machine_.bind(card_, "amdgpu");
    machine_.add_gc(card_, 10, 3, 4);
    machine_.add_kfd_node(1, 1, kfd_properties("100300"));
    node_.discovery_version = 10 << 16 | 3 << 8 | 2;
  }

  static std::string kfd_properties(const std::string& version) {
    return "simd_count 64\ndevice_id 29471\nlocation_id 768\ndomain 0\ngfx_target_version " +
           version + "\n";
  }

  void expect(const std::string& gfx, GfxSource source) {
    const auto device = probe(machine_.paths(), card_);
    ASSERT_TRUE(device);
    ASSERT_TRUE(device->gfx);
    EXPECT_EQ(to_string(*device->gfx), gfx);
    EXPECT_EQ(to_string(device->gfx_source), to_string(source));
  }

  FakeMachine machine_;
  std::string card_ = machine_.add_gpu("pci0000:00/0000:03:00.0", "0x731f");
  FakeRenderNode node_{machine_.add_drm_node(card_, "renderD128")};
};

TEST_F(GfxSourceTest, PrefersIpDiscovery) { expect("gfx1032", GfxSource::ip_discovery); }

TEST_F(GfxSourceTest, ReadsIpDiscoveryWithoutALink) {
  const std::string die = card_ + "/ip_discovery/die/0";
  std::filesystem::remove(die + "/GC");
  expect("gfx1032", GfxSource::ip_discovery);  // by the hardware id
  std::filesystem::rename(die + "/11", die + "/GC");
  expect("gfx1032", GfxSource::ip_discovery);  // by a folder in the link's place
}

TEST_F(GfxSourceTest, ThenAsksKfd) {
  std::filesystem::remove_all(card_ + "/ip_discovery");
  expect("gfx1030", GfxSource::kfd);
}

TEST_F(GfxSourceTest, AsksKfdWhenTheGraphicsCoreIsNewerThanOurTable) {
  FakeMachine::write(card_ + "/ip_discovery/die/0/GC/0/major", "99\n");
  expect("gfx1030", GfxSource::kfd);
}

TEST_F(GfxSourceTest, ThenAsksTheRenderNode) {
  std::filesystem::remove_all(card_ + "/ip_discovery");
  machine_.add_kfd_node(1, 1, kfd_properties("0"));
  expect("gfx1031", GfxSource::drm);
}

TEST_F(GfxSourceTest, ThenTrustsThePciId) {
  std::filesystem::remove_all(card_ + "/ip_discovery");
  std::filesystem::remove_all(machine_.paths().sys + "/class");
  node_.discovery_version = 0;
  expect("gfx1010", GfxSource::pci_id);
}

TEST_F(GfxSourceTest, HasOnlyThePciIdBeforeADriverIsBound) {
  FakeMachine bare;
  const std::string card = bare.add_gpu("pci0000:00/0000:03:00.0", "0x744c");
  const auto device = probe(bare.paths(), card);
  ASSERT_TRUE(device);
  EXPECT_EQ(device->gfx, (GfxTarget{11, 0, 0}));
  EXPECT_EQ(device->gfx_source, GfxSource::pci_id);
}

TEST_F(GfxSourceTest, LeavesACardThatNobodyKnowsUnknown) {
  FakeMachine bare;
  const auto device = probe(bare.paths(), bare.add_gpu("pci0000:00/0000:03:00.0", "0xfffe"));
  ASSERT_TRUE(device);
  EXPECT_EQ(device->gfx, std::nullopt);
  EXPECT_EQ(device->gfx_source, GfxSource::unknown);
  EXPECT_EQ(device->placement.apu, std::nullopt);
}

}  // namespace
}  // namespace rmcp::device
