// SPDX-License-Identifier: MIT
// The numberings of GPUs and how they meet in a gfx target.
#include "lib/gpu/gfx.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace rmcp {
namespace {

std::string text_of(const std::optional<GfxTarget>& gfx) { return gfx ? to_string(*gfx) : "none"; }

std::string gfx_of_id(std::uint16_t device) {
  const auto guess = gfx_from_pci_id(device);
  return guess ? to_string(guess->gfx) : "none";
}

TEST(Gfx, PrintsTheSteppingAsAHexDigit) {
  EXPECT_EQ(to_string(GfxTarget{9, 0, 10}), "gfx90a");
  EXPECT_EQ(to_string(GfxTarget{9, 0, 12}), "gfx90c");
  EXPECT_EQ(to_string(GfxTarget{10, 3, 2}), "gfx1032");
  EXPECT_EQ(to_string(GfxTarget{8, 1, 0}), "gfx810");
}

TEST(Gfx, ReadsWhatItPrints) {
  for (const char* text : {"gfx600", "gfx803", "gfx90a", "gfx942", "gfx1010", "gfx1036", "gfx1201"})
    EXPECT_EQ(text_of(parse_gfx(text)), text);
}

TEST(Gfx, RefusesWhatIsNoTarget) {
  for (const char* text : {"", "gfx", "gfx9", "gfx90", "1032", "gfx10320", "gfx90A", "GFX1032",
                           "gfx10-3", "gfx090", "gfxa32", "gfx10.3.2", "gfx90a:xnack+", " gfx900"})
    EXPECT_EQ(text_of(parse_gfx(text)), "none") << text;
}

TEST(Gfx, UnderstandsKfdsNumber) {
  EXPECT_EQ(text_of(gfx_from_kfd(90010)), "gfx90a");
  EXPECT_EQ(text_of(gfx_from_kfd(90402)), "gfx942");
  EXPECT_EQ(text_of(gfx_from_kfd(100306)), "gfx1036");
  EXPECT_EQ(text_of(gfx_from_kfd(110003)), "gfx1103");
  EXPECT_EQ(text_of(gfx_from_kfd(0)), "none");
  EXPECT_EQ(text_of(gfx_from_kfd(90099)), "none");
  EXPECT_EQ(text_of(gfx_from_kfd(4000000000)), "none");
}

TEST(Gfx, TranslatesGraphicsCoreVersions) {
  const std::tuple<unsigned, unsigned, unsigned, const char*> rows[] = {
      {9, 0, 1, "gfx900"},   {9, 1, 0, "gfx902"},   {9, 2, 1, "gfx904"},   {9, 2, 2, "gfx902"},
      {9, 3, 0, "gfx90c"},   {9, 4, 0, "gfx906"},   {9, 4, 1, "gfx908"},   {9, 4, 2, "gfx90a"},
      {9, 4, 3, "gfx942"},   {9, 4, 4, "gfx942"},   {9, 5, 0, "gfx950"},   {10, 1, 10, "gfx1010"},
      {10, 1, 2, "gfx1011"}, {10, 1, 1, "gfx1012"}, {10, 1, 3, "gfx1013"}, {10, 1, 4, "gfx1013"},
      {10, 3, 0, "gfx1030"}, {10, 3, 2, "gfx1031"}, {10, 3, 4, "gfx1032"}, {10, 3, 1, "gfx1033"},
      {10, 3, 5, "gfx1034"}, {10, 3, 3, "gfx1035"}, {10, 3, 6, "gfx1036"}, {10, 3, 7, "gfx1036"},
      {11, 0, 0, "gfx1100"}, {11, 0, 3, "gfx1101"}, {11, 0, 2, "gfx1102"}, {11, 0, 1, "gfx1103"},
      {11, 0, 4, "gfx1103"}, {11, 5, 0, "gfx1150"}, {11, 5, 1, "gfx1151"}, {11, 5, 2, "gfx1152"},
      {11, 5, 3, "gfx1153"}, {11, 5, 4, "gfx1154"}, {11, 5, 6, "gfx1154"}, {11, 7, 0, "gfx1170"},
      {11, 7, 1, "gfx1171"}, {12, 0, 0, "gfx1200"}, {12, 0, 1, "gfx1201"}, {12, 1, 0, "gfx1250"},
  };
  for (const auto& [major, minor, revision, gfx] : rows)
    EXPECT_EQ(text_of(gfx_from_gc(major, minor, revision)), gfx)
        << major << '.' << minor << '.' << revision;
}

TEST(Gfx, DoesNotGuessAnUnknownGraphicsCore) {
  EXPECT_EQ(text_of(gfx_from_gc(10, 1, 0)), "none");  // Navi 10 is 10.1.10
  EXPECT_EQ(text_of(gfx_from_gc(12, 5, 0)), "none");  // gfx1250 is 12.1.0
  EXPECT_EQ(text_of(gfx_from_gc(0, 0, 0)), "none");
}

TEST(Gfx, KnowsPciIdsOfEveryGeneration) {
  const std::pair<std::uint16_t, const char*> rows[] = {
      {0x731f, "gfx1010"}, {0x13fe, "gfx1013"}, {0x73bf, "gfx1030"}, {0x73df, "gfx1031"},
      {0x73ff, "gfx1032"}, {0x163f, "gfx1033"}, {0x743f, "gfx1034"}, {0x1681, "gfx1035"},
      {0x164e, "gfx1036"}, {0x744c, "gfx1100"}, {0x747e, "gfx1101"}, {0x7480, "gfx1102"},
      {0x15bf, "gfx1103"}, {0x150e, "gfx1150"}, {0x7590, "gfx1200"}, {0x7550, "gfx1201"},
      {0x6798, "gfx600"},  {0x679a, "gfx600"},  {0x6818, "gfx601"},  {0x6617, "gfx602"},
      {0x1304, "gfx700"},  {0x67df, "gfx803"},  {0x6981, "gfx803"},  {0x98e4, "gfx810"},
      {0x687f, "gfx900"},  {0x66af, "gfx906"},  {0x738c, "gfx908"},  {0x7408, "gfx90a"},
      {0x1638, "gfx90c"},  {0x74a1, "gfx942"},  {0x75a0, "gfx950"},
  };
  for (const auto& [device, gfx] : rows) EXPECT_EQ(gfx_of_id(device), gfx) << std::hex << device;
}

TEST(Gfx, HasNoPciIdTwiceAndLosesNone) {
  // Counted in the driver's list and the public lists. Looking an id up is a search by halves, so a
  // table out of order would lose some.
  int known = 0;
  for (unsigned device = 0; device <= 0xffff; ++device)
    if (gfx_from_pci_id(static_cast<std::uint16_t>(device))) ++known;
  EXPECT_EQ(known, 355);
}

TEST(Gfx, GivesEveryKnownIdAGeneration) {
  for (unsigned device = 0; device <= 0xffff; ++device)
    if (const auto guess = gfx_from_pci_id(static_cast<std::uint16_t>(device))) {
      EXPECT_NE(generation_of(guess->gfx), "") << std::hex << device;
    }
}

TEST(Gfx, DoesNotKnowIdsOfOtherChips) {
  EXPECT_EQ(gfx_of_id(0x0000), "none");
  EXPECT_EQ(gfx_of_id(0x9540), "none");  // RV710: before GCN
  EXPECT_EQ(gfx_of_id(0xffff), "none");
}

TEST(Gfx, TellsApusFromCards) {
  constexpr std::uint16_t kApus[] = {0x1304, 0x9830, 0x9874, 0x98e4, 0x15d8, 0x1636, 0x13fe,
                                     0x163f, 0x1681, 0x164e, 0x1506, 0x13c0, 0x15bf, 0x1900,
                                     0x150e, 0x1586, 0x1114, 0x1902, 0x74a0};
  for (const auto apu : kApus) EXPECT_TRUE(gfx_from_pci_id(apu)->apu) << std::hex << apu;
  constexpr std::uint16_t kCards[] = {0x6798, 0x67b0, 0x687f, 0x73ff, 0x744c, 0x7550, 0x74a1};
  for (const auto card : kCards) EXPECT_FALSE(gfx_from_pci_id(card)->apu) << std::hex << card;
}

TEST(Gfx, SaysWhereTheIdAloneDoesNotDecide) {
  EXPECT_FALSE(gfx_from_pci_id(0x67b0)->exact);  // Hawaii
  EXPECT_EQ(gfx_of_id(0x67b0), "gfx701");
  EXPECT_FALSE(gfx_from_pci_id(0x15d8)->exact);  // Raven and Picasso
  EXPECT_TRUE(gfx_from_pci_id(0x73ff)->exact);
}

TEST(Gfx, NamesGenerations) {
  const std::pair<const char*, const char*> rows[] = {
      {"gfx600", "gcn1"},   {"gfx602", "gcn1"},   {"gfx701", "gcn2"},   {"gfx801", "gcn3"},
      {"gfx802", "gcn3"},   {"gfx803", "gcn4"},   {"gfx810", "gcn3"},   {"gfx900", "gcn5"},
      {"gfx906", "gcn5"},   {"gfx90c", "gcn5"},   {"gfx908", "cdna1"},  {"gfx90a", "cdna2"},
      {"gfx942", "cdna3"},  {"gfx950", "cdna4"},  {"gfx1010", "rdna1"}, {"gfx1013", "rdna1"},
      {"gfx1030", "rdna2"}, {"gfx1036", "rdna2"}, {"gfx1100", "rdna3"}, {"gfx1103", "rdna3"},
      {"gfx1151", "rdna3"}, {"gfx1200", "rdna4"}, {"gfx1201", "rdna4"}, {"gfx1250", ""},
      {"gfx1154", "rdna3"}, {"gfx1170", "rdna4"}, {"gfx1172", "rdna4"}, {"gfx1251", ""},
      {"gfx1310", "rdna5"},
  };
  for (const auto& [gfx, generation] : rows)
    EXPECT_EQ(generation_of(*parse_gfx(gfx)), generation) << gfx;
}

TEST(Gfx, KnowsWhereNothingRetries) {
  for (const char* gfx : {"gfx1010", "gfx1036", "gfx1201", "gfx1310"})
    EXPECT_TRUE(never_retries(*parse_gfx(gfx))) << gfx;
  for (const char* gfx : {"gfx90a", "gfx942", "gfx1250"})
    EXPECT_FALSE(never_retries(*parse_gfx(gfx))) << gfx;
}

}  // namespace
}  // namespace rmcp
