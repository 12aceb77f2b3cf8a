// SPDX-License-Identifier: MIT
// Prefixes of builds: whose they are, and what a killed build leaves.
#include "client/recipe/prefix.hpp"

#include "lib/sys/file.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

namespace rmcp::recipe {
namespace {

using testing::HasSubstr;

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
  EXPECT_EQ(make_prefix(prefix_, "/cache"), "");
  EXPECT_TRUE(is_unfinished(prefix_, "/cache"));
  EXPECT_FALSE(is_unfinished(prefix_, "/other"));
  EXPECT_EQ(finish_prefix(prefix_), "");
  EXPECT_FALSE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, MayBeAnEmptyFolderThatAKilledBuildHasMade) {
  ASSERT_EQ(sys::make_directories(prefix_), 0);
  EXPECT_EQ(make_prefix(prefix_, "/cache"), "");
  EXPECT_TRUE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, IsNeverAFolderWithSomethingInIt) {
  ASSERT_EQ(sys::make_directories(prefix_ + "/lib"), 0);
  EXPECT_THAT(make_prefix(prefix_, "/cache").text, HasSubstr("EEXIST"));
  EXPECT_FALSE(is_unfinished(prefix_, "/cache"));
}

TEST_F(PrefixTest, IsNoLinkToAFolder) {
  ASSERT_EQ(sys::make_directories(folder_ + "/sets"), 0);
  ASSERT_EQ(sys::make_directories(folder_ + "/elsewhere"), 0);
  std::filesystem::create_symlink(folder_ + "/elsewhere", prefix_);
  EXPECT_THAT(make_prefix(prefix_, "/cache").text, HasSubstr("EEXIST"));
}

}  // namespace
}  // namespace rmcp::recipe
