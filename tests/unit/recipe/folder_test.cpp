// SPDX-License-Identifier: MIT
// Trees of files.
#include "client/recipe/folder.hpp"

#include "tests/unit/unprivileged.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace rmcp::recipe {
namespace {

namespace fs = std::filesystem;

class Trees : public testing::Test {
 protected:
  Trees() {
    std::string name = testing::TempDir() + "/trees-XXXXXX";
    root_ = ::mkdtemp(name.data());
    write("a/one", "1");
    write("a/sub/two", "2");
  }
  ~Trees() override { fs::remove_all(root_); }

  std::string path(const std::string& name) const { return root_ + "/" + name; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories(fs::path(path(name)).parent_path());
    std::ofstream(path(name)) << text;
  }

  std::string root_;
};

TEST_F(Trees, AFingerprintChangesWithAFile) {
  const auto before = fingerprint(path("a"));
  ASSERT_TRUE(before);
  EXPECT_EQ(fingerprint(path("a")), before);
  write("a/sub/two", "22");
  const auto longer = fingerprint(path("a"));
  EXPECT_NE(longer, before);
  fs::permissions(path("a/one"), fs::perms::owner_all);
  const auto mode = fingerprint(path("a"));
  EXPECT_NE(mode, longer);
  fs::rename(path("a/one"), path("a/other"));
  EXPECT_NE(fingerprint(path("a")), mode);
  EXPECT_FALSE(fingerprint(path("none")));
}

TEST_F(Trees, CopiesTakeWhatIsThereAndNothingBehindLinks) {
  write("outside/secret", "s");
  fs::create_directory_symlink(path("outside"), path("a/out"));
  fs::create_symlink("one", path("a/link"));
  EXPECT_EQ(copy_files(path("a"), path("b"), {"sub/two", "none"}), "");
  EXPECT_TRUE(fs::exists(path("b/sub/two")));
  EXPECT_FALSE(fs::exists(path("b/one")));
  EXPECT_NE(copy_files(path("a"), path("b"), {"out/secret"}), "");
  EXPECT_NE(copy_files(path("a"), path("b"), {"link"}), "");
}

TEST_F(Trees, AReadOnlyTreeGoesAwayAndNothingBehindItsLinks) {
  write("outside/file", "s");
  fs::create_directory_symlink(path("outside"), path("a/out"));
  fs::permissions(path("a/sub"), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(remove_tree(path("a")), "");
  EXPECT_FALSE(fs::exists(path("a")));
  EXPECT_TRUE(fs::exists(path("outside/file")));
  EXPECT_EQ(remove_tree(path("a")), "");
}

TEST_F(Trees, ATreeGoesAwayWhateverModesItsFoldersHave) {
  for (const mode_t mode : {0555U, 0000U, 0333U}) {
    write("odd/sub/below/file", "x");
    test::hand_over(root_);
    for (const auto* folder : {"odd/sub/below", "odd/sub", "odd"})
      ASSERT_EQ(::chmod(path(folder).c_str(), mode), 0);
    EXPECT_EQ(test::run_unprivileged([&] {
                const auto wrong = remove_tree(path("odd"));
                EXPECT_EQ(wrong, "");
                return wrong ? 1 : 0;
              }),
              0)
        << std::oct << mode;
    EXPECT_FALSE(fs::exists(path("odd")));
    fs::remove_all(path("odd"));
  }
}

TEST_F(Trees, BelowIsByWholeNames) {
  EXPECT_TRUE(is_below("/a/b", "/a"));
  EXPECT_TRUE(is_below("/a", "/a"));
  EXPECT_FALSE(is_below("/ab", "/a"));
  EXPECT_EQ(real_path(path("a/./sub/..")), real_path(path("a")));
}

}  // namespace
}  // namespace rmcp::recipe
