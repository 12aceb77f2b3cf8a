// SPDX-License-Identifier: MIT
// What is learnt from a render node, and that a bad one teaches nothing.
#include "daemon/device/drm_info.hpp"

#include "fake_machine.hpp"
#include "fake_render_node.hpp"

#include <gtest/gtest.h>

#include <libdrm/amdgpu_drm.h>

namespace rmcp::device {
namespace {

class DrmInfoTest : public testing::Test {
 protected:
  DrmInfoTest() { FakeMachine::write(path_, ""); }

  FakeMachine machine_;
  std::string path_ = machine_.path("dev/dri/renderD128");
};

TEST_F(DrmInfoTest, TellsWhatAmdgpuAnswers) {
  FakeRenderNode node(path_);
  node.compute_units = 28;
  node.vram_bytes = 8573157376;
  node.discovery_version = 10 << 16 | 3 << 8 | 4;

  const DrmInfo info = ask_render_node(path_);

  EXPECT_EQ(info.driver_version, "3.57.0");
  EXPECT_EQ(info.apu, false);
  EXPECT_EQ(info.compute_units, 28u);
  EXPECT_EQ(info.vram_bytes, 8573157376u);
  EXPECT_EQ(info.gfx, (GfxTarget{10, 3, 2}));
}

TEST_F(DrmInfoTest, KnowsAnApuByItsFusionFlag) {
  FakeRenderNode node(path_);
  node.ids_flags = AMDGPU_IDS_FLAGS_FUSION;
  EXPECT_EQ(ask_render_node(path_).apu, true);
}

TEST_F(DrmInfoTest, TakesZeroForUnknown) {
  FakeRenderNode node(path_);
  node.device_id = 0;
  const DrmInfo info = ask_render_node(path_);
  EXPECT_EQ(info.driver_version, "3.57.0");
  EXPECT_EQ(info.apu, std::nullopt);
  EXPECT_EQ(info.compute_units, std::nullopt);
  EXPECT_EQ(info.vram_bytes, std::nullopt);
  EXPECT_EQ(info.gfx, std::nullopt);
}

TEST_F(DrmInfoTest, KeepsTheVersionWhenQueriesFail) {
  FakeRenderNode node(path_);
  node.refuse_queries = true;
  node.compute_units = 28;
  const DrmInfo info = ask_render_node(path_);
  EXPECT_EQ(info.driver_version, "3.57.0");
  EXPECT_EQ(info.compute_units, std::nullopt);
}

TEST_F(DrmInfoTest, AsksOnlyAmdgpu) {
  FakeRenderNode node(path_);
  node.driver = "radeon";
  node.compute_units = 20;
  const DrmInfo info = ask_render_node(path_);
  EXPECT_EQ(info.driver_version, "");
  EXPECT_EQ(info.compute_units, std::nullopt);
}

TEST_F(DrmInfoTest, LearnsNothingFromAFileThatIsNoDrmNode) {
  EXPECT_EQ(ask_render_node(path_).driver_version, "");
  EXPECT_EQ(ask_render_node(path_ + "9").driver_version, "");
}

}  // namespace
}  // namespace rmcp::device
