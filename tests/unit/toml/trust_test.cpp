// SPDX-License-Identifier: MIT
// Files that somebody else could have written are refused, by name and with the reason.
#include "lib/sys/trusted_file.hpp"
#include "tests/unit/config/support.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace rmcp::config::test {
namespace {

constexpr std::string_view kRule =
    "format = 1\n[[rule]]\nname = \"r\"\nunset = \"attribute.power_cap\"\n";
constexpr unsigned kStranger = 4711;

class Trust : public testing::Test {
 protected:
  std::vector<std::string> complaints(unsigned owner = ::geteuid()) const {
    const auto loaded = load_policy({folder_ / "etc"}, owner);
    std::vector<std::string> out;
    for (const auto& d : loaded.diagnostics) {
      auto text = d.origin.file + ": " + d.message;
      for (auto at = text.find(folder_.path()); at != text.npos; at = text.find(folder_.path())) {
        text.replace(at, folder_.path().size(), "DIR");
      }
      out.push_back(text);
    }
    EXPECT_EQ(loaded.ok(), out.empty());
    return out;
  }
  using Complaints = std::vector<std::string>;

  /// Only root can give a file away; others are told that they are the stranger.
  void give_away(const std::string& path) const {
    ASSERT_EQ(::lchown(path.c_str(), kStranger, kStranger), 0);
  }

  Folder folder_;
};

TEST_F(Trust, IsGivenToAPlainFile) {
  folder_.write("etc/policy.d/a.toml", kRule);
  EXPECT_EQ(complaints(), Complaints{});
}

TEST_F(Trust, IsNotGivenToWritableFiles) {
  folder_.write("etc/policy.d/a.toml", kRule, 0664);
  folder_.write("etc/policy.d/b.toml", kRule, 0646);
  EXPECT_EQ(complaints(),
            (Complaints{"DIR/etc/policy.d/a.toml: cannot be trusted: is writable by its group",
                        "DIR/etc/policy.d/b.toml: cannot be trusted: is writable by everyone"}));
}

TEST_F(Trust, IsNotGivenToFilesOfOthers) {
  const auto path = folder_.write("etc/policy.d/a.toml", kRule);
  const bool root = ::geteuid() == 0;
  if (!root) GTEST_SKIP() << "only root can give files away";
  give_away(path);
  EXPECT_EQ(
      complaints(),
      Complaints{"DIR/etc/policy.d/a.toml: cannot be trusted: is owned by uid 4711, not by root"});
  EXPECT_EQ(complaints(kStranger), Complaints{}) << "the daemon's own user may own it";
  EXPECT_EQ(complaints(kStranger + 1), Complaints{"DIR/etc/policy.d/a.toml: cannot be trusted: is "
                                                  "owned by uid 4711, not by root or uid 4712"});
}

TEST_F(Trust, IsNotGivenBelowAFolderOfOthers) {
  folder_.write("etc/policy.d/a.toml", kRule);
  if (::geteuid() != 0) {
    const auto refused = complaints(kStranger);
    ASSERT_EQ(refused.size(), 2u)
        << "policy.d and profiles.d lie in a folder of ours, not of the stranger";
    EXPECT_NE(refused[0].find("is owned by uid"), std::string::npos) << refused[0];
    return;
  }
  give_away(folder_ / "etc");
  EXPECT_EQ(complaints(),
            (Complaints{
                "DIR/etc/profiles.d: cannot be trusted: DIR/etc is owned by uid 4711, not by root",
                "DIR/etc/policy.d: cannot be trusted: DIR/etc is owned by uid 4711, not by root"}));
}

TEST_F(Trust, IsNotGivenToAFolderThatOthersCanWriteTo) {
  folder_.write("etc/policy.d/a.toml", kRule);
  folder_.make("etc/policy.d", 0775);
  EXPECT_EQ(complaints(),
            Complaints{"DIR/etc/policy.d: cannot be trusted: is writable by its group"});
  folder_.make("etc/policy.d", 01777);
  EXPECT_EQ(complaints(),
            Complaints{"DIR/etc/policy.d: cannot be trusted: is writable by everyone"});
}

TEST_F(Trust, IsNotGivenBelowAGroupWritableAncestor) {
  folder_.write("etc/policy.d/a.toml", kRule);
  folder_.make("etc", 0775);
  const auto refused = complaints();
  ASSERT_EQ(refused.size(), 2u);
  EXPECT_EQ(refused[1], "DIR/etc/policy.d: cannot be trusted: DIR/etc is writable by its group");
}

TEST_F(Trust, IsGivenBelowAStickyAncestor) {
  folder_.write("etc/policy.d/a.toml", kRule);
  folder_.make("etc", 01777);
  EXPECT_EQ(complaints(), Complaints{});
}

TEST_F(Trust, IsNotGivenToTheTargetOfALinkThatOthersCanWriteTo) {
  folder_.write("elsewhere/a.toml", kRule, 0666);
  folder_.link("etc/policy.d/a.toml", folder_ / "elsewhere/a.toml");
  EXPECT_EQ(complaints(),
            Complaints{"DIR/etc/policy.d/a.toml: cannot be trusted: is writable by everyone"});
}

TEST_F(Trust, IsNotGivenToALinkThroughAFolderThatOthersCanWriteTo) {
  folder_.write("open/inner/a.toml", kRule);
  folder_.make("open", 0777);
  folder_.link("etc/policy.d/a.toml", folder_ / "open/inner/a.toml");
  EXPECT_EQ(
      complaints(),
      Complaints{"DIR/etc/policy.d/a.toml: cannot be trusted: DIR/open is writable by everyone"});
}

TEST_F(Trust, IsNotGivenToALinkOfOthersOnTheWay) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give links away";
  folder_.write("real/a.toml", kRule);
  give_away(folder_.link("hop", folder_ / "real"));
  folder_.link("etc/policy.d/a.toml", folder_ / "hop/a.toml");
  EXPECT_EQ(
      complaints(),
      Complaints{
          "DIR/etc/policy.d/a.toml: cannot be trusted: DIR/hop is owned by uid 4711, not by root"});
}

TEST_F(Trust, DanglingLinksAndLoopsAreNamed) {
  folder_.link("etc/policy.d/a.toml", "nowhere.toml");
  folder_.link("etc/policy.d/b.toml", "c.toml");
  folder_.link("etc/policy.d/c.toml", "b.toml");
  EXPECT_EQ(
      complaints(),
      (Complaints{
          "DIR/etc/policy.d/a.toml: is a link to something that does not exist",
          "DIR/etc/policy.d/b.toml: cannot be opened: ELOOP (Too many levels of symbolic links)",
          "DIR/etc/policy.d/c.toml: cannot be opened: ELOOP (Too many levels of symbolic links)"}));
}

TEST_F(Trust, OnlyRegularFilesAreRead) {
  folder_.make("etc/policy.d/folder.toml");
  ASSERT_EQ(::mkfifo((folder_ / "etc/policy.d/pipe.toml").c_str(), 0644), 0);
  folder_.link("etc/policy.d/zero.toml", "/dev/zero");
  const auto refused = complaints();
  ASSERT_EQ(refused.size(), 3u);
  EXPECT_EQ(refused[0], "DIR/etc/policy.d/folder.toml: is not a regular file");
  EXPECT_EQ(refused[1], "DIR/etc/policy.d/pipe.toml: is not a regular file");
  EXPECT_NE(refused[2].find("zero.toml: is not a regular file"), std::string::npos) << refused[2];
}

TEST_F(Trust, AFileInPlaceOfAFolderIsNamed) {
  folder_.write("etc/policy.d", "x");
  folder_.write("run", "x");
  EXPECT_EQ(complaints(), Complaints{"DIR/etc/policy.d: is not a folder"});
  const auto sources = toml::read_sources({folder_ / "run"}, ::geteuid());
  ASSERT_EQ(sources.diagnostics.size(), 2u);
  EXPECT_EQ(sources.diagnostics[0].message, "cannot be opened: ENOTDIR (Not a directory)");
}

TEST_F(Trust, LargeFilesAreNotReadToTheirEnd) {
  folder_.write("etc/policy.d/a.toml", std::string(10'000'000, '#'));
  EXPECT_EQ(complaints(), Complaints{"DIR/etc/policy.d/a.toml: is larger than 1024 KiB"});
}

/// Root may read everything: it takes another user to be refused.
class AsStranger {
 public:
  AsStranger() : was_(::geteuid()) { changed_ = was_ != 0 || ::seteuid(kStranger) == 0; }
  ~AsStranger() {
    if (was_ == 0 && ::seteuid(0) != 0) std::abort();
  }
  bool changed() const { return changed_; }

 private:
  uid_t was_;
  bool changed_ = false;
};

TEST_F(Trust, UnreadableFilesAreNamed) {
  const auto owner = ::geteuid();
  const auto path = folder_.write("etc/policy.d/a.toml", kRule, 0000);
  const AsStranger stranger;
  if (!stranger.changed()) GTEST_SKIP() << "this root cannot become another user";
  EXPECT_EQ(complaints(owner),
            Complaints{"DIR/etc/policy.d/a.toml: cannot be opened: EACCES (Permission denied)"});
}

TEST_F(Trust, UnknownProfilesAreNotReportedWhileAFileIsRefused) {
  folder_.write("etc/policy.d/a.toml", "format = 1\n[[rule]]\nname = \"r\"\nuse = \"p\"\n");
  folder_.write("etc/profiles.d/b.toml", "format = 1\n[[profile]]\nname = \"p\"\n", 0666);
  EXPECT_EQ(complaints(),
            Complaints{"DIR/etc/profiles.d/b.toml: cannot be trusted: is writable by everyone"});
}

}  // namespace
}  // namespace rmcp::config::test
