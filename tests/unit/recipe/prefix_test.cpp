// SPDX-License-Identifier: MIT
// Prefixes of builds: whose they are, and what a killed build leaves.
#include "client/recipe/prefix.hpp"

#include "lib/sys/file.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <cstdlib>
#include <filesystem>
#include <future>

namespace rmcp::recipe {
namespace {

class PrefixTest : public testing::Test {
 protected:
  PrefixTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "rmcp-prefix-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    prefix_ = folder_ + "/sets/a-1";
  }
  ~PrefixTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_, prefix_;
};

TEST_F(PrefixTest, IsUnfinishedUntilItsBuildHasEnded) {
  EXPECT_EQ(make_prefix(prefix_, "/cache", false), true);
  EXPECT_TRUE(is_unfinished(prefix_, "/cache"));
  EXPECT_FALSE(is_unfinished(prefix_, "/other"));
  EXPECT_EQ(finish_prefix(prefix_), "");
  EXPECT_FALSE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, MayBeAnEmptyFolderThatAKilledBuildHasMade) {
  ASSERT_EQ(sys::make_directories(prefix_), 0);
  EXPECT_EQ(make_prefix(prefix_, "/cache", false), false);
  EXPECT_EQ(make_prefix(prefix_, "/cache", true), true);
  EXPECT_TRUE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, IsNeverAFolderWithSomethingInIt) {
  ASSERT_EQ(sys::make_directories(prefix_ + "/lib"), 0);
  EXPECT_EQ(make_prefix(prefix_, "/cache", true), false);
  EXPECT_FALSE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, IsNeverThatOfAnotherBuild) {
  ASSERT_EQ(make_prefix(prefix_, "/other", false), true);
  EXPECT_EQ(make_prefix(prefix_, "/cache", true), false);
  EXPECT_TRUE(is_unfinished(prefix_, "/other"));
}

TEST_F(PrefixTest, IsOneBuildsAlone) {
  int shared = 0;
  for (int round = 0; round < 200; ++round) {
    std::barrier begin(2);
    const auto made = [&](const char* work) {
      begin.arrive_and_wait();
      return make_prefix(prefix_, work, true) == true;
    };
    auto other = std::async(std::launch::async, made, "/other");
    const bool mine = made("/cache"), theirs = other.get();
    if (mine == theirs) ++shared;
    std::filesystem::remove_all(prefix_);
  }
  EXPECT_EQ(shared, 0);
}

TEST_F(PrefixTest, IsNoLinkToAFolder) {
  ASSERT_EQ(sys::make_directories(folder_ + "/sets"), 0);
  ASSERT_EQ(sys::make_directories(folder_ + "/elsewhere"), 0);
  std::filesystem::create_symlink(folder_ + "/elsewhere", prefix_);
  EXPECT_EQ(make_prefix(prefix_, "/cache", true), false);
}

}  // namespace
}  // namespace rmcp::recipe
