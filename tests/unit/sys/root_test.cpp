// SPDX-License-Identifier: MIT
// Paths in another root, and files that are looked at before they are opened.
#include "lib/sys/root.hpp"

#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace rmcp::sys {
namespace {

namespace fs = std::filesystem;

class RootTest : public testing::Test {
 protected:
  RootTest() {
    folder_.write("secret", "outside");
    folder_.write("box/lib/file", "inside");
    folder_.write("box/secret", "box");
    fs::create_symlink("/lib/file", folder_ / "box/absolute");
    fs::create_symlink("../../../secret", folder_ / "box/lib/upwards");
    fs::create_symlink(folder_ / "secret", folder_ / "box/outward");
    fs::create_symlink("/lib", folder_ / "box/folder");
  }

  [[nodiscard]] Root box() const { return *Root::of(folder_ / "box"); }

  static std::string text_of(const Result<Fd>& fd) {
    std::array<char, 32> buffer{};
    const auto got = fd ? ::read(fd->get(), buffer.data(), buffer.size()) : 0;
    return {buffer.data(), static_cast<std::size_t>(got)};
  }

  test::TemporaryFolder folder_;
};

TEST_F(RootTest, LinksStayInTheRoot) {
  EXPECT_EQ(text_of(box().open("/lib/file")), "inside");
  EXPECT_EQ(text_of(box().open("/absolute")), "inside");
  EXPECT_EQ(text_of(box().open("/folder/file")), "inside");
  EXPECT_EQ(text_of(box().open("/lib/upwards")), "box");
  EXPECT_EQ(text_of(box().open("/../secret")), "box");
  EXPECT_EQ(box().open("/outward").error(), ENOENT);
  EXPECT_EQ(text_of(Root().open(folder_ / "box/outward")), "outside");
}

TEST_F(RootTest, RealPathIsThatInTheRoot) {
  EXPECT_EQ(box().real_path("/folder/file"), "/lib/file");
  EXPECT_EQ(box().real_path("/"), "/");
  EXPECT_EQ(box().real_path("/nothing"), "");
  EXPECT_EQ(Root().real_path(folder_ / "box/lib/file"),
            fs::canonical(folder_ / "box/lib/file").string());
}

TEST_F(RootTest, OnlyRegularFilesAreOpened) {
  ASSERT_EQ(::mkfifo((folder_ / "box/pipe").c_str(), 0600), 0);
  EXPECT_EQ(box().open("/pipe").error(), kNotRegular);
  EXPECT_EQ(box().open("/lib").error(), kNotRegular);
  EXPECT_EQ(Root().open("/dev/null").error(), kNotRegular);
  EXPECT_TRUE(box().exists("/pipe"));
}

TEST_F(RootTest, OnlyRegularFilesAreRead) {
  ASSERT_EQ(::mkfifo((folder_ / "box/pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_regular(folder_ / "box/outward"), "outside");
  EXPECT_EQ(read_regular(folder_ / "secret", 7), "outside");
  EXPECT_EQ(read_regular(folder_ / "secret", 6).error(), EFBIG);
  for (const auto& path : {folder_ / "box/pipe", std::string("/dev/zero"), folder_ / "box"}) {
    const auto read = read_regular(path);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(describe_unread(read.error()), "is not a regular file");
  }
  EXPECT_EQ(describe_unread(read_regular(folder_ / "nothing").error()),
            "ENOENT (No such file or directory)");
}

TEST_F(RootTest, EntriesSayWhichAreFolders) {
  const auto entries = box().entries("/");
  std::vector<std::string> names, folders;
  for (const auto& entry : entries) {
    names.push_back(entry.name);
    if (entry.folder) folders.push_back(entry.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("absolute", "folder", "lib", "outward", "secret"));
  EXPECT_THAT(folders, testing::ElementsAre("lib"));
  EXPECT_EQ(box().entries("/folder").size(), 2U);
  EXPECT_TRUE(box().is_folder("/folder"));
  EXPECT_THAT(box().entries("/nothing"), testing::IsEmpty());
  EXPECT_THAT(box().entries("/secret"), testing::IsEmpty());
}

TEST_F(RootTest, FolderThatIsNotThereIsNoRoot) {
  EXPECT_EQ(Root::of(folder_ / "nothing").error(), ENOENT);
  EXPECT_EQ(Root::of(folder_ / "secret").error(), ENOTDIR);
}

}  // namespace
}  // namespace rmcp::sys
