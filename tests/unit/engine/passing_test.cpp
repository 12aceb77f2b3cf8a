// SPDX-License-Identifier: MIT
// Which errors go by themselves.
#include "daemon/engine/passing.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace rmcp::test {
namespace {

TEST(Passing, IsWhatAResetASleepOrAFullDiskSays) {
  for (const int error : {EPERM, EBUSY, EAGAIN, EIO, ENOSPC, ETIMEDOUT, ETIME, ECANCELED, EACCES,
                          EINTR, EREMOTEIO, EDQUOT, ENOMEM})
    EXPECT_TRUE(passes(error)) << error;
}

TEST(Passing, IsNotWhatWouldBeSaidAgain) {
  constexpr int kNotSupported = 524;  // the kernel's own ENOTSUPP
  for (const int error : {0, EINVAL, ENOENT, ENODEV, ENXIO, EOPNOTSUPP, ENOSYS, ENODATA, ERANGE,
                          EROFS, kNotSupported})
    EXPECT_FALSE(passes(error)) << error;
}

}  // namespace
}  // namespace rmcp::test
