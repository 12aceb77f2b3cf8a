// SPDX-License-Identifier: MIT
// What GNU patch 2.7 says.
#include "client/recipe/patch_output.hpp"

#include <gtest/gtest.h>

namespace rmcp::recipe {
namespace {

TEST(PatchOutput, FailedHunksOfTheFirstFileAreNamed) {
  EXPECT_EQ(conflict_in("patching file a.c\n"
                        "patching file src/b.c\n"
                        "Hunk #1 succeeded at 12 (offset 2 lines).\n"
                        "Hunk #2 FAILED at 41.\n"
                        "Hunk #4 FAILED at 90 (different line endings).\n"
                        "2 out of 4 hunks FAILED\n"
                        "patching file c.c\n"
                        "Hunk #1 FAILED at 1.\n"),
            "src/b.c: hunk 2 (line 41), hunk 4 (line 90) does not fit");
}

TEST(PatchOutput, ARenamedFileIsNamedAsItWillBe) {
  EXPECT_EQ(conflict_in("patching file new.c (renamed from old.c)\nHunk #1 FAILED at 3.\n"),
            "new.c: hunk 1 (line 3) does not fit");
}

TEST(PatchOutput, OtherReasonsAreInWords) {
  EXPECT_EQ(conflict_in("can't find file to patch at input line 3\nPerhaps you used the wrong\n"),
            "the file to change does not exist");
  EXPECT_EQ(conflict_in("patching file x\ncan't find file to patch at input line 30\n"
                        "patching file y\n"),
            "the file to change does not exist");
  EXPECT_EQ(conflict_in("patching file x\n"
                        "Reversed (or previously applied) patch detected!  Skipping patch.\n"
                        "1 out of 1 hunk ignored\n"),
            "x: is in the tree already, or was made in the other direction");
  EXPECT_EQ(conflict_in("The next patch would create the file x,\n"
                        "which already exists!  Skipping patch.\n"),
            "creates a file that exists already");
}

TEST(PatchOutput, AnythingElseIsGivenAsItIs) {
  EXPECT_EQ(conflict_in("out of memory"), "patch says: out of memory");
  EXPECT_EQ(conflict_in(""), "patch says: ");
}

}  // namespace
}  // namespace rmcp::recipe
