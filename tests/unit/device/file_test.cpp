// SPDX-License-Identifier: MIT
// Reading and writing small files, and what goes wrong.
#include "lib/sys/file.hpp"

#include "fake_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

namespace rmcp::sys {
namespace {

namespace fs = std::filesystem;
using device::FakeMachine;

class FileTest : public testing::Test {
 protected:
  FileTest() { fs::create_directories(folder_); }

  FakeMachine machine_;
  std::string folder_ = machine_.path("folder");
  std::string file_ = folder_ + "/file";
};

TEST_F(FileTest, ReadsAFileWhole) {
  const std::string text(10000, 'x');
  FakeMachine::write(file_, text);
  EXPECT_EQ(read_file(file_), text);
  EXPECT_EQ(read_file(file_, 10000), text);
}

TEST_F(FileTest, RefusesAFileThatIsTooLarge) {
  FakeMachine::write(file_, std::string(101, 'x'));
  EXPECT_EQ(read_file(file_, 100).error(), EFBIG);
}

TEST_F(FileTest, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(read_file(file_).error(), ENOENT);
  EXPECT_EQ(read_attribute(file_).error(), ENOENT);
  EXPECT_EQ(read_attribute(folder_).error(), EISDIR);
}

TEST_F(FileTest, TakesPaddingOffAnAttribute) {
  using std::literals::operator""sv;
  FakeMachine::write(file_, "auto\n\0\0\0"sv);
  EXPECT_EQ(read_attribute(file_), "auto");
  FakeMachine::write(file_, "0: 300Mhz\n1: 2625Mhz *\n\n");
  EXPECT_EQ(read_attribute(file_), "0: 300Mhz\n1: 2625Mhz *");
  FakeMachine::write(file_, "OD_MCLK:\n1: 925MHz\n\0\0\0OD_RANGE:\nMCLK: 674Mhz 950Mhz\n"sv);
  EXPECT_EQ(read_attribute(file_), "OD_MCLK:\n1: 925MHz\nOD_RANGE:\nMCLK: 674Mhz 950Mhz");
  FakeMachine::write(file_, "");
  EXPECT_EQ(read_attribute(file_), "");
}

TEST_F(FileTest, WritesAnAttributeThatExists) {
  FakeMachine::write(file_, "auto with a tail\n");
  EXPECT_EQ(write_attribute(file_, "low"), 0);
  EXPECT_EQ(read_file(file_), "low");
}

TEST_F(FileTest, MakesNoAttributeThatDoesNotExist) {
  EXPECT_EQ(write_attribute(file_, "low"), ENOENT);
  EXPECT_FALSE(exists(file_));
}

TEST_F(FileTest, ReportsTheKernelsRefusal) {
  EXPECT_EQ(write_attribute("/dev/full", "low"), ENOSPC);
}

TEST_F(FileTest, ReplacesAFileWhole) {
  FakeMachine::write(file_, "old and long");
  const auto before = inode(file_);
  EXPECT_EQ(replace_file(file_, "new", 0600), 0);
  EXPECT_EQ(read_file(file_), "new");
  EXPECT_NE(inode(file_), before);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(list_directory(folder_), testing::ElementsAre("file"));
}

TEST_F(FileTest, ReplacesAFileInHaste) {
  FakeMachine::write(file_, "old");
  EXPECT_EQ(replace_file(file_, "new", 0644, false), 0);
  EXPECT_EQ(read_file(file_), "new");
}

TEST_F(FileTest, LeavesNothingBehindWhenItCannotReplace) {
  fs::create_directory(file_);
  EXPECT_EQ(replace_file(file_, "new"), EISDIR);
  EXPECT_THAT(list_directory(folder_), testing::ElementsAre("file"));
  EXPECT_EQ(replace_file(folder_ + "/missing/file", "new"), ENOENT);
}

TEST_F(FileTest, RemovesAFileOnce) {
  FakeMachine::write(file_, "x");
  EXPECT_EQ(remove_file(file_), 0);
  EXPECT_FALSE(exists(file_));
  EXPECT_EQ(remove_file(file_), 0);
  EXPECT_NE(remove_file(folder_), 0);
}

TEST_F(FileTest, MakesDirectoriesUpToTheLast) {
  EXPECT_EQ(make_directories(folder_ + "/a/b/c"), 0);
  EXPECT_TRUE(fs::is_directory(folder_ + "/a/b/c"));
  EXPECT_EQ(make_directories(folder_ + "/a/b/c"), 0);
  FakeMachine::write(file_, "x");
  EXPECT_EQ(make_directories(file_), ENOTDIR);
}

TEST_F(FileTest, NamesTheTargetOfALink) {
  fs::create_symlink("../../bus/pci/drivers/amdgpu", folder_ + "/driver");
  EXPECT_EQ(link_name(folder_ + "/driver"), "amdgpu");
  EXPECT_NE(inode(folder_ + "/driver"), 0u);  // its own: the target is not there
  EXPECT_EQ(link_name(folder_), "");
  EXPECT_EQ(link_name(file_), "");
  EXPECT_EQ(inode(file_), 0u);
}

TEST_F(FileTest, ListsNamesInOrder) {
  for (const char* name : {"b", "a", ".hidden"}) FakeMachine::write(folder_ + "/" + name, "");
  EXPECT_THAT(list_directory(folder_), testing::ElementsAre(".hidden", "a", "b"));
  EXPECT_THAT(list_directory(folder_ + "/missing"), testing::IsEmpty());
}

TEST(Errno, HasANameAndAMeaning) {
  EXPECT_EQ(errno_name(EINVAL), "EINVAL");
  EXPECT_EQ(describe_errno(EINVAL), "EINVAL (Invalid argument)");
  EXPECT_EQ(errno_name(4242), "errno 4242");
}

}  // namespace
}  // namespace rmcp::sys
