// SPDX-License-Identifier: MIT
// Answers to DRM_AMDGPU_INFO.
#include "drm_ioctl.hpp"

#include <gtest/gtest.h>

#include <libdrm/amdgpu_drm.h>

#include <cstring>

namespace rmcp::testbed {
namespace {

Gpu card() {
  Gpu gpu;
  gpu.pci.device = 0x73ff;
  gpu.pci.revision = 0xc7;
  gpu.gc = "10.3.4";
  gpu.drm.vram_bytes = 8573157376;
  gpu.drm.compute_units = 28;
  return gpu;
}

template <typename Structure>
Structure ask(const Gpu& gpu, std::uint32_t query, std::uint32_t type = 0) {
  Structure structure{};
  const auto bytes = answer_info(gpu, query, type, sizeof structure);
  std::memcpy(&structure, bytes.value().data(), sizeof structure);
  return structure;
}

TEST(DrmInfo, TellsTheDevice) {
  const auto info = ask<drm_amdgpu_info_device>(card(), AMDGPU_INFO_DEV_INFO);
  EXPECT_EQ(info.device_id, 0x73ffU);
  EXPECT_EQ(info.pci_rev, 0xc7U);
  EXPECT_EQ(info.cu_active_number, 28U);
  EXPECT_EQ(info.ids_flags & AMDGPU_IDS_FLAGS_FUSION, 0U);
}

TEST(DrmInfo, MarksAnApu) {
  Gpu gpu = card();
  gpu.drm.apu = true;
  EXPECT_NE(
      ask<drm_amdgpu_info_device>(gpu, AMDGPU_INFO_DEV_INFO).ids_flags & AMDGPU_IDS_FLAGS_FUSION,
      0U);
}

TEST(DrmInfo, TellsTheMemory) {
  EXPECT_EQ(ask<drm_amdgpu_memory_info>(card(), AMDGPU_INFO_MEMORY).vram.total_heap_size,
            8573157376U);
  EXPECT_EQ(ask<drm_amdgpu_info_vram_gtt>(card(), AMDGPU_INFO_VRAM_GTT).vram_size, 8573157376U);
}

TEST(DrmInfo, TellsTheGraphicsCoreVersionInTheFieldOldHeadersCallPadding) {
  const auto bytes = answer_info(card(), AMDGPU_INFO_HW_IP_INFO, AMDGPU_HW_IP_GFX, 32);
  std::uint32_t version = 0;
  std::memcpy(&version, bytes.value().data() + 28, sizeof version);
  EXPECT_EQ(version, 0x0a0304U);
}

TEST(DrmInfo, KnowsNothingElse) {
  EXPECT_FALSE(answer_info(card(), 0x7777, 0, 4).has_value());
  EXPECT_FALSE(answer_info(card(), AMDGPU_INFO_HW_IP_INFO, AMDGPU_HW_IP_VCN_DEC, 32).has_value());
}

TEST(DrmInfo, FillsALargerRoomWithZeros) {
  const auto bytes = answer_info(card(), AMDGPU_INFO_ACCEL_WORKING, 0, 8);
  ASSERT_EQ(bytes.value().size(), 8U);
  EXPECT_EQ((*bytes)[0], std::byte{1});
  EXPECT_EQ((*bytes)[7], std::byte{0});
}

}  // namespace
}  // namespace rmcp::testbed
