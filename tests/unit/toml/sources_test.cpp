// SPDX-License-Identifier: MIT
// Layering: which files count and in which order.
#include "tests/unit/config/support.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

namespace rmcp::config::test {
namespace {

using Names = std::vector<std::string>;

class Sources : public testing::Test {
 protected:
  toml::Sources read() const {
    return toml::read_sources({folder_ / "etc", folder_ / "run", folder_ / "lib"}, ::geteuid());
  }

  /// Paths below the folder, in order.
  Names files() const {
    Names out;
    const auto sources = read();
    EXPECT_TRUE(sources.diagnostics.empty()) << to_string(sources.diagnostics.at(0));
    for (const auto& file : sources.files)
      out.push_back(file.path.substr(folder_.path().size() + 1));
    return out;
  }

  Folder folder_;
};

TEST_F(Sources, AreNoneWithoutDirectories) { EXPECT_EQ(files(), Names{}); }

TEST_F(Sources, AreOrderedByFileNameRegardlessOfDirectoryWithProfilesFirst) {
  folder_.write("etc/policy.d/20-b.toml", "x");
  folder_.write("run/policy.d/30-c.toml", "x");
  folder_.write("lib/policy.d/10-a.toml", "x");
  folder_.write("lib/profiles.d/zz.toml", "x");
  EXPECT_EQ(files(), (Names{"lib/profiles.d/zz.toml", "lib/policy.d/10-a.toml",
                            "etc/policy.d/20-b.toml", "run/policy.d/30-c.toml"}));
}

TEST_F(Sources, SameNameInAHigherDirectoryMasksTheLower) {
  folder_.write("etc/policy.d/a.toml", "from etc");
  folder_.write("run/policy.d/a.toml", "from run");
  folder_.write("run/policy.d/b.toml", "from run");
  folder_.write("lib/policy.d/b.toml", "from lib");
  EXPECT_EQ(files(), (Names{"etc/policy.d/a.toml", "run/policy.d/b.toml"}));
  EXPECT_EQ(read().files.at(0).text, "from etc");
}

TEST_F(Sources, ProfilesAndPolicyDoNotMaskEachOther) {
  folder_.write("etc/policy.d/a.toml", "x");
  folder_.write("lib/profiles.d/a.toml", "x");
  EXPECT_EQ(files(), (Names{"lib/profiles.d/a.toml", "etc/policy.d/a.toml"}));
}

TEST_F(Sources, LinkToDevNullAndEmptyFileDisableTheLower) {
  folder_.link("etc/policy.d/a.toml", "/dev/null");
  folder_.write("run/policy.d/b.toml", "");
  folder_.write("lib/policy.d/a.toml", "x");
  folder_.write("lib/policy.d/b.toml", "x");
  folder_.write("lib/policy.d/c.toml", "x");
  EXPECT_EQ(files(), Names{"lib/policy.d/c.toml"});
}

TEST_F(Sources, HiddenAndOtherFilesAreLeftOut) {
  for (const auto* name : {".hidden.toml", "a.toml~", "a.toml.dpkg-old", "README", "#a.toml#"}) {
    folder_.write(std::string("etc/policy.d/") + name, "x");
  }
  folder_.link("etc/policy.d/.#a.toml", "somebody@host.1");
  EXPECT_EQ(files(), Names{});
}

TEST_F(Sources, TellWhereEachFileComesFrom) {
  folder_.write("etc/policy.d/a.toml", "a");
  folder_.write("lib/profiles.d/b.toml", "b");
  const auto sources = read();
  EXPECT_EQ(sources.files,
            (std::vector<toml::SourceFile>{{folder_ / "lib/profiles.d/b.toml", "b", true, 2},
                                           {folder_ / "etc/policy.d/a.toml", "a", false, 0}}));
}

TEST_F(Sources, LinksAreFollowedAndKeepTheirOwnName) {
  folder_.write("elsewhere/real.txt", "text");
  folder_.link("etc/policy.d/a.toml", "../../elsewhere/real.txt");
  folder_.link("lib", folder_ / "linked");
  folder_.write("linked/policy.d/b.toml", "other");
  EXPECT_EQ(files(), (Names{"etc/policy.d/a.toml", "lib/policy.d/b.toml"}));
  EXPECT_EQ(read().files.at(0).text, "text");
}

TEST_F(Sources, LinkedDirectoryWithoutPolicyIsFine) {
  folder_.make("linked");
  folder_.link("etc", folder_ / "linked");
  EXPECT_EQ(files(), Names{});
}

TEST_F(Sources, RelativeDirectoriesAreFound) {
  folder_.write("etc/policy.d/a.toml", "text");
  const auto before = std::filesystem::current_path();  // which others may be able to write to
  std::filesystem::current_path(folder_.path());
  const auto sources = toml::read_sources({"etc"}, ::geteuid());
  std::filesystem::current_path(before);
  ASSERT_EQ(sources.files.size(), 1u);
  EXPECT_EQ(sources.files[0].text, "text");
}

TEST_F(Sources, LoadedPolicyIsThatOfTheFiles) {
  folder_.write("etc/policy.d/a.toml", "format = 1\n[[rule]]\nname = \"r\"\nuse = \"p\"\n");
  folder_.write("lib/profiles.d/b.toml", "format = 1\n[[profile]]\nname = \"p\"\n");
  const auto loaded = load_policy({folder_ / "etc", folder_ / "lib"}, ::geteuid());
  EXPECT_EQ(messages(loaded), Names{});
  EXPECT_EQ(names_of(loaded.policy.rules.at(0).use), Names{"p"});
  EXPECT_EQ(loaded.sources.size(), 2u);
}

TEST_F(Sources, FilesOfAnotherNameOrPlaceAreNamed) {
  folder_.write("etc/10.toml", "format = 1\n");
  folder_.write("etc/rmcpd.toml", "mode = \"enforce\"\n");
  folder_.write("etc/rules.d/10.toml", "format = 1\n");
  folder_.write("etc/policy.d/10.conf", "");
  folder_.write("etc/policy.d/10.yaml", "");
  folder_.write("etc/policy.d/10.toml.bak", "");
  folder_.write("etc/policy.d/20.toml", " \n");
  const auto loaded = load_policy({folder_ / "etc"}, ::geteuid());
  EXPECT_TRUE(loaded.ok()) << "a file of blanks is empty";
  std::vector<std::string> named;
  for (const auto& d : loaded.diagnostics) {
    EXPECT_EQ(d.severity, Severity::advice);
    named.push_back(d.origin.file.substr((folder_ / "etc").size() + 1));
  }
  EXPECT_EQ(named, (std::vector<std::string>{"10.toml", "rules.d", "policy.d/10.conf",
                                             "policy.d/10.yaml"}));
}

TEST_F(Sources, AFileToCheckStandsInItsPlace) {
  const auto rule = [](const std::string& name) {
    return "format = 1\n[[rule]]\nname = \"" + name + "\"\nlibrary = \"none\"\n";
  };
  folder_.write("etc/policy.d/10.toml", rule("old"));
  folder_.write("etc/policy.d/30.toml", rule("last"));
  const auto names = [&](const std::vector<std::string>& more) {
    std::string out;
    for (const auto& one : load_policy({folder_ / "etc"}, ::geteuid(), more).policy.rules)
      out += one.name + " ";
    return out;
  };
  EXPECT_EQ(names({}), "old last ");
  EXPECT_EQ(names({folder_.write("new/10.toml", rule("new"), 0666)}), "new last ");
  EXPECT_EQ(names({folder_.write("new/20.toml", rule("between"))}), "old between last ");
  EXPECT_FALSE(load_policy({folder_ / "etc"}, ::geteuid(), {"/none.toml"}).ok());
}

}  // namespace
}  // namespace rmcp::config::test
