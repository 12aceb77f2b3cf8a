// SPDX-License-Identifier: MIT
// KFD's own rule, by target.
#include "lib/gpu/gfx_kfd.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

using Code = KfdDemand::Code;

std::optional<KfdDemand> demand(const char* gfx, bool apu = false) {
  return kfd_demand(*parse_gfx(gfx), apu);
}

TEST(GfxKfd, Navi1xAndLaterAskForAtomicsUntilTheirFirmwareDoesWithout) {
  EXPECT_EQ(demand("gfx1010"), (KfdDemand{Code::bare_metal, true, 145}));
  EXPECT_EQ(demand("gfx1032"), (KfdDemand{Code::anywhere, true, 92}));
  EXPECT_EQ(demand("gfx1100"), (KfdDemand{Code::anywhere, true, 509}));
  EXPECT_EQ(demand("gfx1201"), (KfdDemand{Code::anywhere, true, 2090}));
}

TEST(GfxKfd, PolarisAsksForThemWhateverItsFirmware) {
  EXPECT_EQ(demand("gfx803"), (KfdDemand{Code::anywhere, true, 0}));
}

TEST(GfxKfd, VegaAndApusDoNotAsk) {
  EXPECT_EQ(demand("gfx900"), (KfdDemand{Code::anywhere, false, 0}));
  EXPECT_EQ(demand("gfx1035", true), (KfdDemand{Code::bare_metal, false, 0}));
  EXPECT_EQ(demand("gfx801", true), (KfdDemand{Code::bare_metal, true, 0}))
      << "before GFX9 it does";
}

TEST(GfxKfd, ManyOfGcn1And2HaveNoCode) {
  for (const char* gfx : {"gfx600", "gfx703", "gfx704", "gfx810"})
    EXPECT_EQ(demand(gfx), KfdDemand{}) << gfx;
  EXPECT_EQ(demand("gfx701")->code, Code::experimental);
}

TEST(GfxKfd, SaysNothingOfLaterTargets) {
  for (const char* gfx : {"gfx1170", "gfx1250", "gfx1310"})
    EXPECT_EQ(demand(gfx), std::nullopt) << gfx;
}

}  // namespace
}  // namespace rmcp
