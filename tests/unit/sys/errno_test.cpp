// SPDX-License-Identifier: MIT
// Errno values as data.
#include "lib/sys/errno.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace rmcp::sys {
namespace {

TEST(Status, IsDoneOrHasAnErrno) {
  EXPECT_TRUE(kDone.done());
  EXPECT_EQ(kDone.error(), 0);
  EXPECT_TRUE(Status(EIO).failed());
  EXPECT_EQ(Status(EIO).error(), EIO);
}

TEST(Status, OfASystemCallIsItsErrno) {
  errno = ENOSPC;
  EXPECT_EQ(Status::of(-1), ENOSPC);
  EXPECT_TRUE(Status::of(0).done()) << "errno is of an older call";
}

TEST(Status, AtAPlaceIsASentence) {
  EXPECT_EQ(failure_at("/run/x", Status(EROFS)), "/run/x: EROFS (Read-only file system)");
  EXPECT_FALSE(failure_at("/run/x", kDone));
}

Result<int> half(int number) {
  if (number % 2 != 0) return tl::unexpected(EDOM);
  return number / 2;
}

TEST(Result, IsAValueOrAnErrno) {
  EXPECT_EQ(half(4), 2);
  EXPECT_EQ(half(3).error(), EDOM);
}

}  // namespace
}  // namespace rmcp::sys
