// SPDX-License-Identifier: MIT
// Which cards a global noretry changes.
#include "lib/module/noretry.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

bool changes(const char* gfx, const char* text, std::optional<KernelVersion> kernel = k6_12) {
  return noretry_changes(parse_gfx(gfx), text, kernel);
}

TEST(Noretry, OfOneChangesRdna1AndTheApusAndVega12Only) {
  for (const char* gfx : {"gfx1010", "gfx1011", "gfx1012", "gfx902", "gfx904", "gfx909", "gfx90c"})
    EXPECT_TRUE(changes(gfx, "1")) << gfx;
  for (const char* gfx : {"gfx803", "gfx900", "gfx906", "gfx908", "gfx90a", "gfx942", "gfx1030",
                          "gfx1036", "gfx1100", "gfx1201"})
    EXPECT_FALSE(changes(gfx, "1")) << gfx;
}

TEST(Noretry, OfZeroChangesThoseThatAreOneByThemselves) {
  for (const char* gfx : {"gfx900", "gfx90a", "gfx1032", "gfx1100"})
    EXPECT_TRUE(changes(gfx, "0")) << gfx;
  EXPECT_FALSE(changes("gfx1010", "0"));
  EXPECT_FALSE(changes("gfx803", "0"));
}

TEST(Noretry, IsTheDefaultOfRdna1SinceLinux7) {
  EXPECT_FALSE(changes("gfx1010", "1", k7_2));
  EXPECT_TRUE(changes("gfx1010", "0", k7_2));
  EXPECT_TRUE(changes("gfx1010", "1", std::nullopt)) << "an unknown kernel";
}

TEST(Noretry, OnAutoChangesNothing) { EXPECT_FALSE(changes("gfx1010", "-1")); }

TEST(Noretry, OfAnUnknownCardCountsAsAChange) {
  EXPECT_TRUE(noretry_changes(std::nullopt, "1", k6_12));
}

}  // namespace
}  // namespace rmcp
