// SPDX-License-Identifier: MIT
// Unified diffs, as diff and git write them.
#include "client/recipe/patch_file.hpp"

#include <gmock/gmock.h>

namespace rmcp::recipe {
namespace {

using testing::ElementsAre;

constexpr std::string_view kTwoHunks =
    "Why this is done.\n"
    "\n"
    "diff --git a/src/a.c b/src/a.c\n"
    "index 1111111..2222222 100644\n"
    "--- a/src/a.c\t2024-01-01 00:00:00\n"
    "+++ b/src/a.c\t2024-01-02 00:00:00\n"
    "@@ -1,3 +1,3 @@ int f()\n"
    " one\n"
    "-two\n"
    "+TWO\n"
    " three\n"
    "@@ -41 +41,2 @@\n"
    " last\n"
    "+more\n"
    "\\ No newline at end of file\n";

TEST(PatchFile, NamesFilesAndHunks) {
  const auto patch = parse_patch(kTwoHunks, 1);
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->size(), 1u);
  const auto& file = patch->front();
  EXPECT_EQ(file.name(), "src/a.c");
  ASSERT_EQ(file.hunks.size(), 2u);
  EXPECT_EQ(file.hunks[0].line, 7u);
  EXPECT_EQ(file.hunks[1].old_line, 41u);
}

TEST(PatchFile, StripsAsManyFoldersAsItIsTold) {
  EXPECT_EQ(parse_patch(kTwoHunks, 0)->front().name(), "b/src/a.c");
  EXPECT_EQ(parse_patch(kTwoHunks, 2)->front().name(), "a.c");
  const auto patch = parse_patch(kTwoHunks, 3);
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().line, 5u);
  EXPECT_EQ(patch.error().message, "'a/src/a.c' has no 3 folders to strip");
}

TEST(PatchFile, ALineOfAHunkIsNoFileName) {
  // A removed line "-- x" looks like a name, and so does the added "++ y" behind it.
  const auto patch = parse_patch("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- x\n+++ y\n same\n", 1);
  ASSERT_TRUE(patch) << patch.error().message;
  EXPECT_EQ(patch->size(), 1u);
}

TEST(PatchFile, EmptyLinesMayHaveLostTheirBlank) {
  EXPECT_TRUE(parse_patch("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n+b\n\n c\n", 1));
}

TEST(PatchFile, FilesAreMadeRemovedAndMoved) {
  const auto patch = parse_patch(
      "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n"
      "--- a/old\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
      "diff --git a/from b/to\nsimilarity index 90%\nrename from from\nrename to to\n"
      "--- a/from\n+++ b/to\n@@ -1 +1 @@\n-x\n+y\n",
      1);
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->size(), 3u);
  EXPECT_EQ((*patch)[0].old_name, "");
  EXPECT_EQ((*patch)[1].name(), "old");
  EXPECT_EQ((*patch)[2].old_name, "from");
  EXPECT_EQ((*patch)[2].hunks.size(), 1u);
  EXPECT_THAT(files_before(*patch), ElementsAre("new", "old", "from", "to"));
}

constexpr std::string_view kGit =
    "diff --git a/new b/new\nnew file mode 100755\nindex 0000000..e69de29\n"
    "diff --git a/old b/old\ndeleted file mode 100644\nindex e69de29..0000000\n"
    "diff --git a/run b/run\nold mode 100644\nnew mode 100755\n"
    "diff --git a/both b/both\nold mode 100755\nnew mode 100644\nindex 1..2\n"
    "--- a/both\n+++ b/both\n@@ -1 +1 @@\n-x\n+y\n"
    "diff --git a/from b/to\nsimilarity index 100%\ncopy from from\ncopy to to\n"
    "-- \n2.39.5\n\nindex of what follows, mode by mode\n";

TEST(PatchFile, WhatGitChangesWithoutLinesIsAChange) {
  const auto patch = parse_patch(kGit, 1);
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->size(), 5u);
  const auto& files = *patch;
  EXPECT_EQ(files[0].old_name + ">" + files[0].new_name, ">new");
  EXPECT_EQ(files[0].mode, "100755");
  EXPECT_EQ(files[1].old_name + ">" + files[1].new_name, "old>");
  EXPECT_EQ(files[2].old_name + ">" + files[2].new_name, "run>run");
  EXPECT_EQ(files[2].mode, "100755");
  EXPECT_EQ(files[3].hunks.size(), 1u);
  EXPECT_EQ(files[3].mode, "100644");
  EXPECT_EQ(files[4].old_name + ">" + files[4].new_name, "from>to");
  EXPECT_EQ(files[4].move, FilePatch::Move::copy);
  EXPECT_THAT(files_before(files), ElementsAre("new", "old", "run", "both", "from", "to"));
}

TEST(PatchFile, AHeaderInALetterIsNone) {
  EXPECT_FALSE(parse_patch("rename from here\nnew file mode 120000\n", 1));
  EXPECT_TRUE(parse_patch("new mode 120000\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", 1));
}

struct BadText {
  const char* text;
  unsigned line;
  const char* message;
};

class BadPatch : public testing::TestWithParam<BadText> {};

TEST_P(BadPatch, IsRefusedWithItsPlace) {
  const auto patch = parse_patch(GetParam().text, 1);
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().line, GetParam().line);
  EXPECT_THAT(patch.error().message, testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadPatch,
    testing::Values(
        BadText{"", 0, "no change"}, BadText{"just a letter\n", 0, "no change"},
        BadText{"--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n", 4, "hunk 1 (line 3) is truncated"},
        BadText{"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n-b\n", 5, "hunk 1 (line 3)"},
        BadText{"--- a/x\n+++ b/x\n@@ -1 +1 @@\n?a\n", 4, "hunk 1 (line 3)"},
        BadText{"--- a/x\n+++ b/x\n@@ -1,x +1 @@\n", 3, "hunk 1 cannot be parsed"},
        BadText{"@@ -1 +1 @@\n-a\n+b\n", 1, "without a file name"},
        BadText{"--- a/x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n", 2, "leads out of the tree"},
        BadText{"--- a//etc/x\n+++ /x//etc/..\n", 2, "leads out of the tree"},
        BadText{"--- /dev/null\n+++ /dev/null\n", 2, "neither side"},
        BadText{"--- a/x\n+++ \"b/\\303\"\n", 2, "in quotes"},
        BadText{"diff --git a/x b/x\nGIT binary patch\nliteral 3\n", 2, "binary"},
        BadText{"diff --git a/a b/b\nrename from a\nnothing\n", 1, "without 'rename to'"},
        BadText{"diff --git a/a b/b\nrename to b\n", 2, "without 'rename from'"},
        BadText{"diff --git a/a b/b\nrename from a\nrename to c\n", 1, "name different files"},
        BadText{"diff --git a/a b/a\nnew mode 100755\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n", 1,
                "name different files"},
        BadText{"diff --git a/a b/a\nnew mode 100755\n@@ -1 +1 @@\n-a\n+b\n", 3,
                "without a file name"},
        BadText{"diff --git a/a b b/a b\nnew mode 100755\n", 1, "a blank in its name"},
        BadText{"diff --git \"a/\\303\" \"b/\\303\"\nnew mode 100755\n", 1, "in quotes"},
        BadText{"diff --git a/../a b/../a\nnew mode 100755\n", 1, "leads out of the tree"},
        BadText{"diff --git a/l b/l\nnew file mode 120000\n", 2, "a symbolic link"},
        BadText{"diff --git a/l b/l\nindex 1..2 120000\n--- a/l\n+++ b/l\n", 2, "a symbolic link"},
        BadText{"diff --git a/m b/m\nold mode 100644\nnew mode 160000\n", 3, "a submodule"},
        BadText{"diff --git a/m b/m\nold mode 100644\nnew mode 104755\n", 3, "file mode '104755'"},
        BadText{"diff --git a/a b/a\nindex 1..2 100644\n", 0, "no change"}));

TEST(PatchFile, NoCutOfOneIsReadBeyondItsEnd) {
  for (const auto text : {kTwoHunks, kGit})
    for (std::size_t length = 0; length <= text.size(); ++length)
      static_cast<void>(parse_patch(std::string(text.substr(0, length)), 1));
}

}  // namespace
}  // namespace rmcp::recipe
