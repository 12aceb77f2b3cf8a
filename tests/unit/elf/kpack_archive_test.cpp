// SPDX-License-Identifier: MIT
// What is read of whole archives, in all the forms that the format allows.
#include "lib/elf/kpack_archive.hpp"

#include "kpack_builder.hpp"
#include "kpack_flaw.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;
using testing::Pair;

Expected<KpackArchive> archive_in(std::string_view bytes) {
  return read_kpack_archive(MemoryFile(bytes).fd());
}

Expected<KpackArchive> archive_of(const KpackPlan& plan) { return archive_in(kpack_archive(plan)); }

const std::string kCdna = "gfx90a:sramecc+:xnack-";

KpackPlan two_targets(KpackCompression compression = KpackCompression::none) {
  return {
      .compression = compression,
      .targets = {"gfx1030", kCdna},
      .code = {
          {"lib/libx.so.1#0", "gfx1030"}, {"lib/libx.so.1#0", kCdna}, {"bin/tool#0", "gfx1030"}}};
}

KpackArchive expected_of_two_targets() {
  return {{"gfx1030", kCdna}, {{"lib/libx.so.1", {"gfx1030", kCdna}}, {"bin/tool", {"gfx1030"}}}};
}

class WholeArchive : public testing::TestWithParam<KpackCompression> {};

TEST_P(WholeArchive, SaysForWhichTargetsEachLibraryHasCode) {
  const auto archive = archive_of(two_targets(GetParam()));
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_EQ(*archive, expected_of_two_targets());
}

TEST_P(WholeArchive, IsTheSameInEveryFormOfNumbersTextsAndCounts) {
  for (const bool backwards : {false, true})
    for (const unsigned number : {0U, 1U, 2U, 4U, 8U})
      for (const unsigned text : {0U, 1U, 2U, 4U})
        for (const unsigned count : {0U, 2U, 4U}) {
          auto plan = two_targets(GetParam());
          plan.style = {number, text, count, backwards};
          const auto archive = archive_of(plan);
          ASSERT_TRUE(archive) << number << text << count << backwards << ": " << archive.error();
          EXPECT_EQ(*archive, expected_of_two_targets());
        }
}

TEST_P(WholeArchive, IsTheSameWithFieldsThatNobodyKnows) {
  for (const auto& value : pack_everything()) {
    auto plan = two_targets(GetParam());
    plan.fields = {{"signature", value}};
    for (auto& code : plan.code) code.fields = {{"metadata", value}};
    for (const bool backwards : {false, true}) {
      plan.style.backwards = backwards;
      const auto archive = archive_of(plan);
      ASSERT_TRUE(archive) << testing::PrintToString(value) << ": " << archive.error();
      EXPECT_EQ(*archive, expected_of_two_targets());
    }
  }
}

TEST_P(WholeArchive, MayHaveMoreAfterItsTable) {
  auto plan = two_targets(GetParam());
  for (const auto& tail : {std::string(1, '\0'), std::string(5000, '\xc1'), kpack_archive(plan)}) {
    plan.tail = tail;
    const auto archive = archive_of(plan);
    ASSERT_TRUE(archive) << archive.error();
    EXPECT_EQ(*archive, expected_of_two_targets());
  }
}

INSTANTIATE_TEST_SUITE_P(AllCompressions, WholeArchive,
                         testing::Values(KpackCompression::none, KpackCompression::zstd));

TEST(KpackArchive, EverySampleIsRead) {
  for (const auto& bytes : kpack_archives()) {
    const auto archive = archive_in(bytes);
    ASSERT_TRUE(archive) << archive.error();
    EXPECT_THAT(archive->targets, ElementsAre("gfx1030", kCdna));
    EXPECT_THAT(archive->code, ElementsAre(Pair("bin/tool", archive->targets),
                                           Pair("lib/libx.so.1", archive->targets)));
  }
}

TEST(KpackArchive, CodeOfAllSourceFilesOfALibraryIsItsCode) {
  const auto archive = archive_of({.targets = {"gfx1030", "gfx1100", "gfx1200"},
                                   .code = {{"lib/libx.so#0", "gfx1030"},
                                            {"lib/libx.so#1", "gfx1100"},
                                            {"lib/libx.so#10", "gfx1200"},
                                            {"lib/libx.so.1#0", "gfx1030"}}});
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_THAT(archive->code,
              ElementsAre(Pair("lib/libx.so", ElementsAre("gfx1030", "gfx1100", "gfx1200")),
                          Pair("lib/libx.so.1", ElementsAre("gfx1030"))));
}

TEST(KpackArchive, OnlyTheNumberAtTheEndOfANameIsOne) {
  const auto archive =
      archive_of({.targets = {"gfx1030"}, .code = {{"lib/lib#7.so#0", "gfx1030"}}});
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_THAT(archive->code, ElementsAre(Pair("lib/lib#7.so", ElementsAre("gfx1030"))));
}

TEST(KpackArchive, TargetsKeepTheirFeatures) {
  const std::vector<std::string> targets = {"gfx90a", "gfx90a:sramecc+:xnack-", "gfx90a:xnack+",
                                            "gfx9-4-generic"};
  KpackPlan plan{.targets = targets};
  for (const auto& target : targets) plan.code.push_back({"lib/libx.so#0", target});
  const auto archive = archive_of(plan);
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_THAT(archive->targets, testing::UnorderedElementsAreArray(targets));
  EXPECT_EQ(archive->code.at("lib/libx.so"), archive->targets);
}

TEST(KpackArchive, TargetsWithoutCodeAreStillThoseThatItIsFor) {
  for (const auto compression : {KpackCompression::none, KpackCompression::zstd}) {
    const auto archive = archive_of({.compression = compression, .targets = {"gfx1030"}});
    ASSERT_TRUE(archive) << archive.error();
    EXPECT_EQ(*archive, (KpackArchive{{"gfx1030"}, {}}));
  }
}

// HIP takes an archive for those of gfx_arches only, and looks no further.
TEST(KpackArchive, CodeForTargetsThatItIsNotForIsNeverFound) {
  const auto archive =
      archive_of({.targets = {"gfx1030"},
                  .code = {{"lib/libx.so#0", "gfx1030"}, {"lib/libx.so#0", "gfx1100"}}});
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_THAT(archive->targets, ElementsAre("gfx1030"));
  EXPECT_THAT(archive->code, ElementsAre(Pair("lib/libx.so", ElementsAre("gfx1030"))));
}

TEST(KpackArchive, NumbersMayBeOfASignedType) {
  for (const unsigned width : {4U, 8U}) {
    auto plan = two_targets(KpackCompression::zstd);
    plan.fields = {{"zstd_offset", pack_signed(64, width)}};
    plan.code[0].fields = {{"ordinal", pack_signed(0, width)}};
    const auto archive = archive_of(plan);
    ASSERT_TRUE(archive) << archive.error();
    EXPECT_EQ(*archive, expected_of_two_targets());
  }
}

// HIP takes the first. A refusal is right as well: no tool writes two.
TEST(KpackArchive, OfTwoFieldsOfANameTheFirstCounts) {
  const auto whole = kpack_archive(two_targets());
  for (const auto& again :
       {pack_text("gfx_arches") + pack_texts({"gfx1200"}), pack_text("toc") + pack_map({}),
        pack_text("compression_scheme") + pack_text("zstd-per-kernel"),
        pack_text("blobs") + pack_list({})}) {
    auto bytes = whole + again;
    ++bytes[kpack_table_offset(bytes)];
    const auto archive = archive_in(bytes);
    EXPECT_EQ(archive.value_or(expected_of_two_targets()), expected_of_two_targets()) << again;
  }
}

TEST(KpackArchive, ThePositionOfTheFileStays) {
  const MemoryFile file(kpack_archive(two_targets()));
  ASSERT_EQ(::lseek(file.fd(), 7, SEEK_SET), 7);
  EXPECT_TRUE(read_kpack_archive(file.fd()));
  EXPECT_EQ(::lseek(file.fd(), 0, SEEK_CUR), 7);
}

TEST(KpackArchive, ManyLibrariesAreRead) {
  KpackPlan plan{.compression = KpackCompression::zstd, .targets = {"gfx1030", "gfx1100"}};
  for (int i = 0; i < 3000; ++i)
    for (const auto& target : plan.targets)
      plan.code.push_back({"lib/lib" + std::to_string(i) + ".so#0", target});
  const auto archive = archive_of(plan);
  ASSERT_TRUE(archive) << archive.error();
  EXPECT_EQ(archive->code.size(), 3000U);
  EXPECT_THAT(archive->code.at("lib/lib2999.so"), ElementsAre("gfx1030", "gfx1100"));
}

}  // namespace
}  // namespace rmcp::elf
