// SPDX-License-Identifier: MIT
// The loop reaches what answers from memory, and nothing else.
#include "lib/sys/loop_files.hpp"

#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <tuple>

namespace rmcp::sys {
namespace {

class LoopFilesTest : public testing::Test {
 protected:
  LoopFilesTest() {
    paths_.runtime = folder_ / "run";
    paths_.cdi = folder_ / "cdi";
    folder_.write("run/a", "text");
  }
  LoopFiles files() const { return LoopFiles(paths_); }

  test::TemporaryFolder folder_;
  Paths paths_;
};

TEST_F(LoopFilesTest, ReadsAndWritesBelowTheRuntimeDirectory) {
  EXPECT_EQ(files().read(paths_.runtime + "/a"), "text");
  EXPECT_EQ(files().replace(paths_.runtime + "/b", "new"), 0);
  EXPECT_TRUE(files().exists(paths_.runtime + "/b"));
  EXPECT_EQ(files().remove(paths_.runtime + "/b"), 0);
  EXPECT_FALSE(files().exists(paths_.runtime + "/b"));
  EXPECT_EQ(files().make_directories(paths_.cdi), 0);
}

TEST_F(LoopFilesTest, ReadsProcAndDevAndWritesNothingThere) {
  EXPECT_TRUE(files().exists("/proc/self"));
  EXPECT_TRUE(files().exists("/dev/null"));
  EXPECT_NE(files().boot_id(), "unknown");
  EXPECT_THROW(files().replace("/dev/shm/x", "").ignore(), std::logic_error);
}

TEST_F(LoopFilesTest, AnythingElseIsAMistake) {
  for (const auto* path : {"/var/lib/rmcp/x", "/etc/rmcp/policy.d", "/opt/rocm/lib", "/sys/devices",
                           "/run/../etc/passwd", "relative"}) {
    EXPECT_THROW(std::ignore = files().exists(path), std::logic_error) << path;
    EXPECT_THROW(files().remove(path).ignore(), std::logic_error) << path;
  }
  EXPECT_THROW(files().read(folder_ / "runaway").value(), std::logic_error)
      << "not below, only beside";
}

}  // namespace
}  // namespace rmcp::sys
