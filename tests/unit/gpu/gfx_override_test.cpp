// SPDX-License-Identifier: MIT
// Which code runs on which card.
#include "lib/gpu/gfx_override.hpp"

#include "lib/gpu/code_match.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

GfxTarget gfx(std::string_view name) { return *parse_gfx(name); }

TEST(GfxOverride, SiblingsPassThemselvesOffAsTheirBigBrother) {
  for (const auto* name : {"gfx1031", "gfx1032", "gfx1034", "gfx1035", "gfx1036"})
    EXPECT_EQ(stand_in_for(gfx(name)), gfx("gfx1030")) << name;
  for (const auto* name : {"gfx1011", "gfx1012", "gfx1013"})
    EXPECT_EQ(stand_in_for(gfx(name)), gfx("gfx1010")) << name;
}

TEST(GfxOverride, OthersAreThemselves) {
  for (const auto* name : {"gfx1010", "gfx1030", "gfx1033", "gfx1100", "gfx90a", "gfx1201"})
    EXPECT_EQ(stand_in_for(gfx(name)), std::nullopt) << name;
}

TEST(GfxOverride, EachRowHasASourceAndStaysInItsFamily) {
  for (const auto& row : gfx_overrides()) {
    EXPECT_FALSE(row.source.empty()) << to_string(row.gfx);
    EXPECT_EQ(row.gfx.major, row.stands_in.major) << to_string(row.gfx);
    EXPECT_EQ(row.gfx.minor, row.stands_in.minor) << to_string(row.gfx);
    EXPECT_EQ(harmful_override(row.gfx, row.stands_in), "") << to_string(row.gfx);
  }
}

TEST(GfxOverride, Rdna1IsNeverRdna2) {
  EXPECT_EQ(match_code(gfx("gfx1010"), std::vector<std::string>{"gfx1030"}), CodeMatch{});
  EXPECT_NE(harmful_override(gfx("gfx1010"), gfx("gfx1030")), "");
  EXPECT_NE(harmful_override(gfx("gfx90a"), gfx("gfx1030")), "");
}

TEST(GfxOverride, ValueIsInDecimal) {
  EXPECT_EQ(override_value(gfx("gfx1030")), "10.3.0");
  EXPECT_EQ(override_value(gfx("gfx90a")), "9.0.10");
}

TEST(GfxOverride, ANumberedOneNamesItsNode) {
  EXPECT_EQ(numbered_override("HSA_OVERRIDE_GFX_VERSION_0"), 0U);
  EXPECT_EQ(numbered_override("HSA_OVERRIDE_GFX_VERSION_12"), 12U);
  for (const auto* name : {"", "_", "_x", "_01", "_-1", "_1x", "_1_2", "_99999999999", "1"})
    EXPECT_EQ(numbered_override(std::string("HSA_OVERRIDE_GFX_VERSION") + name), std::nullopt)
        << name;
}

}  // namespace
}  // namespace rmcp
