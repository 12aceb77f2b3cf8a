// SPDX-License-Identifier: MIT
// Which KFD nodes belong to which card.
#include "daemon/device/kfd_topology.hpp"

#include "daemon/device/probe.hpp"
#include "fake_machine.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::device {
namespace {

using testing::ElementsAre;

std::string gpu(std::uint32_t domain, std::uint32_t location, unsigned minor,
                std::uint32_t device_id = 0x74a1) {
  return fmt::format(
      "cpu_cores_count 0\nsimd_count 152\nsimd_per_cu 4\ngfx_target_version 90402\nvendor_id 4098\n"
      "device_id {}\nlocation_id {}\ndomain {}\ndrm_render_minor {}\n"
      "hive_id 15188982192727901047\nunique_id 15304831566906821053\n",
      device_id, location, domain, minor);
}

class KfdTopologyTest : public testing::Test {
 protected:
  std::vector<unsigned> nodes_of(const PciAddress& address, std::uint16_t device_id = 0x74a1) {
    Device device;
    device.address = address;
    device.pci.device = device_id;
    std::vector<unsigned> nodes;
    for (const KfdGpu& found : kfd_gpus_of(machine_.paths().sys, device))
      nodes.push_back(found.node.node);
    return nodes;
  }

  void generation(int number) {
    machine_.write(machine_.paths().sys + "/class/kfd/kfd/topology/generation_id",
                   fmt::format("{}\n", number));
  }

  FakeMachine machine_;
};

TEST_F(KfdTopologyTest, ReadsWhatANodeSays) {
  machine_.add_kfd_node(2, 51110, gpu(0, 0x0300, 129));
  Device device;
  device.address = {0, 3, 0, 0};
  const auto gpus = kfd_gpus_of(machine_.paths().sys, device);
  ASSERT_EQ(gpus.size(), 1u);
  EXPECT_EQ(gpus[0].node.node, 2u);
  EXPECT_EQ(gpus[0].node.gpu_id, 51110u);
  EXPECT_EQ(gpus[0].node.render_minor, 129u);
  EXPECT_EQ(gpus[0].node.simd_count, 152u);
  EXPECT_EQ(gpus[0].gfx_target_version, 90402u);
  EXPECT_EQ(gpus[0].simd_per_cu, 4u);
}

TEST_F(KfdTopologyTest, KeepsCardsApartByBusAndDevice) {
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0400, 129));
  machine_.add_kfd_node(3, 3, gpu(0, 0x0308, 130));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  EXPECT_THAT(nodes_of({0, 4, 0, 0}), ElementsAre(2));
  EXPECT_THAT(nodes_of({0, 3, 1, 0}), ElementsAre(3));
}

TEST_F(KfdTopologyTest, KeepsCardsApartByDomain) {
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  machine_.add_kfd_node(2, 2, gpu(0x10000, 0x0300, 129));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  EXPECT_THAT(nodes_of({0x10000, 3, 0, 0}), ElementsAre(2));
}

TEST_F(KfdTopologyTest, SkipsCpuNodes) {
  machine_.add_kfd_node(0, 0, "cpu_cores_count 16\nsimd_count 0\nlocation_id 768\ndomain 0\n");
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre());
}

TEST_F(KfdTopologyTest, CountsPartitionsInTheFunctionBitsAsOneCard) {
  for (unsigned i = 0; i < 8; ++i) {
    machine_.add_kfd_node(9 - i, 100 + i, gpu(0, 0x8500 + i, 160 + i));
    machine_.add_kfd_node(10 + i, 200 + i, gpu(0, 0x8600 + i, 170 + i));
  }
  EXPECT_THAT(nodes_of({0, 0x85, 0, 0}), ElementsAre(2, 3, 4, 5, 6, 7, 8, 9));
}

TEST_F(KfdTopologyTest, LeavesAFunctionOfItsOwnToItsOwnDevice) {
  machine_.add_gpu("pci0000:85/0000:85:00.0", "0x74b5");
  machine_.add_gpu("pci0000:85/0000:85:00.1", "0x74b5");
  machine_.add_kfd_node(1, 1, gpu(0, 0x8500, 128, 0x74b5));
  machine_.add_kfd_node(2, 2, gpu(0, 0x8501, 129, 0x74b5));
  EXPECT_THAT(nodes_of({0, 0x85, 0, 0}, 0x74b5), ElementsAre(1));
  EXPECT_THAT(nodes_of({0, 0x85, 0, 1}, 0x74b5), ElementsAre(2));
}

TEST_F(KfdTopologyTest, WantsTheSameDeviceIdOfAPartition) {
  machine_.add_kfd_node(1, 1, gpu(0, 0x8501, 128, 0x74a0));
  EXPECT_THAT(nodes_of({0, 0x85, 0, 0}, 0x74a1), ElementsAre());
}

TEST_F(KfdTopologyTest, TakesAMissingDomainForZero) {
  machine_.add_kfd_node(1, 1, "simd_count 256\nlocation_id 2816\n");
  EXPECT_THAT(nodes_of({0, 0x0b, 0, 0}), ElementsAre(1));
  EXPECT_THAT(nodes_of({1, 0x0b, 0, 0}), ElementsAre());
}

TEST_F(KfdTopologyTest, SurvivesNonsense) {
  machine_.add_kfd_node(1, 1, "");
  machine_.add_kfd_node(2, 2, "simd_count\nlocation_id x\n\n\nsimd_count -4\n  \n");
  machine_.add_kfd_node(3, 3, gpu(0, 0x0300, 128));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(3));
}

TEST_F(KfdTopologyTest, GivesAPartitionedDeviceAllItsRenderNodes) {
  const std::string card = machine_.add_gpu("pci0000:80/0000:85:00.0", "0x74a1");
  machine_.bind(card, "amdgpu");
  machine_.add_drm_node(card, "card1");
  machine_.add_drm_node(card, "renderD160");
  for (unsigned i = 0; i < 3; ++i) machine_.add_kfd_node(2 + i, 7, gpu(0, 0x8500 + i, 160 + i));

  const auto device = probe(machine_.paths(), card);

  ASSERT_TRUE(device);
  EXPECT_EQ(device->nodes.kfd.size(), 3u);
  EXPECT_THAT(device->nodes.render, ElementsAre("renderD160", "renderD161", "renderD162"));
  EXPECT_EQ(device->compute_units, std::nullopt);  // each node has a share only
}

TEST_F(KfdTopologyTest, TellsTheComputeUnitsOfAWholeCard) {
  const std::string card = machine_.add_gpu("pci0000:80/0000:85:00.0", "0x74a1");
  machine_.bind(card, "amdgpu");
  machine_.add_kfd_node(2, 7, gpu(0, 0x8500, 0));
  const auto device = probe(machine_.paths(), card);
  ASSERT_TRUE(device);
  EXPECT_EQ(device->compute_units, 38u);
  EXPECT_THAT(device->nodes.render, ElementsAre());
}

// --- what is remembered of a generation ---

TEST_F(KfdTopologyTest, ReadsOtherNodesOnceForEachGeneration) {
  generation(1);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0301, 129));  // not seen: the generation is the same
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  generation(2);
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1, 2));
}

TEST_F(KfdTopologyTest, FindsACardThatTheGenerationDoesNotTellOf) {
  generation(1);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0400, 129));
  EXPECT_THAT(nodes_of({0, 4, 0, 0}), ElementsAre(2));
}

TEST_F(KfdTopologyTest, FindsNodesThatWereRenumberedWithinAGeneration) {
  generation(1);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0400, 129));
  EXPECT_THAT(nodes_of({0, 4, 0, 0}), ElementsAre(2));
  machine_.add_kfd_node(1, 2, gpu(0, 0x0400, 129));  // the first card left, the second moved up
  machine_.add_kfd_node(2, 2, "");
  EXPECT_THAT(nodes_of({0, 4, 0, 0}), ElementsAre(1));
}

TEST_F(KfdTopologyTest, IsReadAgainWhenTheDriverCountsFromTheBeginning) {
  generation(2);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0301, 129));
  const auto file = machine_.paths().sys + "/class/kfd/kfd/topology/generation_id";
  machine_.write(file + ".new", "2\n");
  std::filesystem::rename(file + ".new", file);
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1, 2));
}

TEST_F(KfdTopologyTest, DoesNotRememberNodesThatAreStillBeingFilledIn) {
  generation(1);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  machine_.add_kfd_node(2, 0, "simd_count 152\n");
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  machine_.add_kfd_node(2, 2, gpu(0, 0x0301, 129));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1, 2));
}

TEST_F(KfdTopologyTest, ReadsWhatANodeSaysAgainEachTime) {
  generation(1);
  machine_.add_kfd_node(1, 1, gpu(0, 0x0300, 128));
  EXPECT_THAT(nodes_of({0, 3, 0, 0}), ElementsAre(1));
  machine_.add_kfd_node(1, 9, gpu(0, 0x0300, 140));
  Device device;
  device.address = {0, 3, 0, 0};
  const auto gpus = kfd_gpus_of(machine_.paths().sys, device);
  ASSERT_EQ(gpus.size(), 1u);
  EXPECT_EQ(gpus[0].node.render_minor, 140u);
  EXPECT_EQ(gpus[0].node.gpu_id, 9u);
}

}  // namespace
}  // namespace rmcp::device
