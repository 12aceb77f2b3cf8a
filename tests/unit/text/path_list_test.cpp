// SPDX-License-Identifier: MIT
#include "lib/text/path_list.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(PathList, NeverHasAnEmptyElement) {
  EXPECT_EQ(put_before({"/a", "/b"}, "/c"), "/a:/b:/c");
  EXPECT_EQ(put_before({"/a"}, ""), "/a");
  EXPECT_EQ(put_before({"/a"}, ":/b::"), "/a:/b");
  EXPECT_EQ(put_before({}, ""), "");
  EXPECT_EQ(put_behind("", {"/a"}), "/a");
  EXPECT_EQ(put_behind(":/a:", {}), "/a");
}

TEST(PathList, HasAFolderBehindOnce) {
  EXPECT_EQ(put_behind("/a:/b", {"/b", "/c", "/c"}), "/a:/b:/c");
  EXPECT_EQ(put_behind("/ab", {"/a"}), "/ab:/a");
}

}  // namespace
}  // namespace rmcp
