// SPDX-License-Identifier: MIT
// Which manifests count, what they add up to, and that each one that cannot be used says why.
#include "lib/verify/registry.hpp"

#include "tests/unit/config/support.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

namespace rmcp::verify {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kLibrary = "[[library]]\nfile = \"lib/libx.so\"\nsoname = \"libx.so.1\"\n";

class LibraryRegistry : public testing::Test {
 protected:
  Registry read() const {
    return read_registry({folder_ / "etc", folder_ / "run", folder_ / "lib"}, ::geteuid());
  }

  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& set : read().sets) out.push_back(set.name);
    return out;
  }

  /// The one set that there is.
  LibrarySet only() const {
    const auto registry = read();
    EXPECT_EQ(registry.sets.size(), 1U);
    return registry.sets.empty() ? LibrarySet{} : registry.sets.front();
  }

  std::string prefix() const { return folder_ / "rocm"; }

  std::string head(const std::string& more = "") const {
    return "format = 1\nprefix = \"" + prefix() + "\"\n" + more;
  }

  void manifest(const std::string& file, const std::string& more = "", unsigned mode = 0644) const {
    folder_.write(file, head(more) + kLibrary, mode);
  }

  /// What only sends rmcpd to the prefix, and what stands there.
  void split(const std::string& outer, const std::string& inner) const {
    folder_.write("etc/library-sets.d/rocm.toml", head(outer));
    folder_.write("rocm/rmcp-set.toml", head(inner));
  }

  config::test::Folder folder_;
};

TEST_F(LibraryRegistry, IsEmptyWithoutFolders) {
  EXPECT_THAT(read().sets, IsEmpty());
  EXPECT_THAT(read().diagnostics, IsEmpty());
}

TEST_F(LibraryRegistry, HasTheManifestsOfAllFoldersByName) {
  manifest("lib/library-sets.d/b.toml");
  manifest("run/library-sets.d/c.toml");
  manifest("etc/library-sets.d/a.toml");
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(read().diagnostics, IsEmpty());
  EXPECT_EQ(read().sets[0].found.state, SetState::ok) << "nothing is verified yet";
  EXPECT_EQ(read().sets[0].origin.file, folder_ / "etc/library-sets.d/a.toml");
}

TEST_F(LibraryRegistry, TheSameFileNameInAHigherFolderMasksTheLower) {
  manifest("etc/library-sets.d/a.toml", "priority = 1\n");
  manifest("run/library-sets.d/a.toml", "priority = 2\n");
  manifest("run/library-sets.d/b.toml", "priority = 3\n");
  manifest("lib/library-sets.d/b.toml", "priority = 4\n");
  const auto sets = read().sets;
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].priority, 1);
  EXPECT_EQ(sets[1].priority, 3);
}

TEST_F(LibraryRegistry, AnEmptyFileAndALinkToDevNullSwitchALowerOneOff) {
  folder_.write("etc/library-sets.d/a.toml", "");
  folder_.link("run/library-sets.d/b.toml", "/dev/null");
  for (const auto* name : {"a", "b", "c"})
    manifest(std::string("lib/library-sets.d/") + name + ".toml");
  EXPECT_THAT(names(), ElementsAre("c"));
  EXPECT_THAT(read().diagnostics, IsEmpty());
}

TEST_F(LibraryRegistry, TheNameIsThatOfTheFileUnlessItSaysOtherwise) {
  manifest("etc/library-sets.d/10-old.toml", "name = \"rocm-5.2\"\n");
  EXPECT_EQ(only().name, "rocm-5.2");
}

TEST_F(LibraryRegistry, TwoManifestsWithOneNameAreOneBrokenSetThatNamesBoth) {
  manifest("etc/library-sets.d/a.toml", "name = \"rocm\"\n");
  manifest("lib/library-sets.d/b.toml", "name = \"rocm\"\n");
  manifest("lib/library-sets.d/rocm.toml");
  const auto set = only();
  EXPECT_EQ(set.name, "rocm");
  EXPECT_EQ(set.found.state, SetState::broken);
  EXPECT_EQ(set.origin.file, folder_ / "etc/library-sets.d/a.toml");
  const auto also = [](const std::string& file) {
    return file + " has a set with the same name, 'rocm'";
  };
  EXPECT_THAT(set.found.reasons, ElementsAre(also(folder_ / "lib/library-sets.d/b.toml"),
                                             also(folder_ / "lib/library-sets.d/rocm.toml")));
  EXPECT_EQ(read().diagnostics.size(), 2U);
}

TEST_F(LibraryRegistry, AManifestThatOthersMayWriteIsABrokenSetAndStillMasks) {
  manifest("etc/library-sets.d/rocm.toml", "", 0666);
  manifest("lib/library-sets.d/rocm.toml");
  const auto set = only();
  EXPECT_EQ(set.name, "rocm");
  EXPECT_EQ(set.found.state, SetState::broken);
  EXPECT_THAT(set.libraries, IsEmpty());
  EXPECT_THAT(set.found.reasons, ElementsAre(AllOf(HasSubstr("etc/library-sets.d/rocm.toml"),
                                                   HasSubstr("cannot be trusted"))));
}

TEST_F(LibraryRegistry, WhatIsNoFileIsABrokenSet) {
  folder_.make("etc/library-sets.d/rocm.toml");
  EXPECT_EQ(only().found.state, SetState::broken);
  EXPECT_THAT(only().found.reasons, ElementsAre(HasSubstr("is not a regular file")));
}

TEST_F(LibraryRegistry, ALinkThatLeadsNowhereIsABrokenSet) {
  folder_.link("etc/library-sets.d/rocm.toml", folder_ / "gone.toml");
  EXPECT_EQ(only().found.state, SetState::broken);
  EXPECT_THAT(only().found.reasons, ElementsAre(HasSubstr("rocm.toml")));
}

TEST_F(LibraryRegistry, AFolderThatOthersMayWriteGivesNoSets) {
  manifest("etc/library-sets.d/rocm.toml");
  folder_.make("etc/library-sets.d", 0777);
  EXPECT_THAT(read().sets, IsEmpty());
  ASSERT_EQ(read().diagnostics.size(), 1U);
  EXPECT_THAT(read().diagnostics[0].message, HasSubstr("cannot be trusted"));
}

TEST_F(LibraryRegistry, AnUnknownKeyBreaksTheSetAtItsPlace) {
  manifest("etc/library-sets.d/rocm.toml", "prioritty = 1\n");
  EXPECT_EQ(only().found.state, SetState::broken);
  EXPECT_THAT(only().found.reasons,
              ElementsAre("rocm.toml:3: unknown key 'prioritty' in a library set; did you mean "
                          "'priority'?"));
}

TEST_F(LibraryRegistry, AFileOutsideOfThePrefixBreaksTheSet) {
  for (const auto* file : {"../libx.so", "/usr/lib/libx.so", "lib/../../libx.so"}) {
    folder_.write("etc/library-sets.d/rocm.toml",
                  head() + "[[library]]\nfile = \"" + file + "\"\nsoname = \"libx.so\"\n");
    EXPECT_EQ(only().found.state, SetState::broken) << file;
    EXPECT_THAT(only().found.reasons, ElementsAre(HasSubstr("points outside of the prefix")))
        << file;
  }
}

TEST_F(LibraryRegistry, ManyErrorsAreThreeReasonsAndAllDiagnostics) {
  manifest("etc/library-sets.d/rocm.toml", "a = 1\nb = 1\nc = 1\nd = 1\n");
  EXPECT_EQ(only().found.reasons.size(), 3U);
  EXPECT_EQ(read().diagnostics.size(), 4U);
}

TEST_F(LibraryRegistry, ABadNameIsABrokenSetCalledAsItsFile) {
  manifest("etc/library-sets.d/rocm.toml", "name = \"a/b\"\n");
  EXPECT_EQ(only().name, "rocm");
  EXPECT_EQ(only().found.state, SetState::broken);
}

// --- rmcp-set.toml below the prefix ---

TEST_F(LibraryRegistry, WithoutALibraryThePrefixSaysWhatIsInIt) {
  split("", std::string("rocm_version = \"5.2.0\"\nglibc = \"2.34\"\nglibcxx = \"3.4.30\"\n"
                        "priority = 7\n[match]\ngfx = [\"gfx1010\"]\n"
                        "[environment]\nA = \"inner\"\n[code]\nrocBLAS = [\"gfx1010\"]\n"
                        "[tuning]\nMIOpen = [\"gfx1030\"]\n") +
                kLibrary);
  const auto set = only();
  EXPECT_EQ(set.found.state, SetState::ok) << testing::PrintToString(set.found.reasons);
  EXPECT_EQ(set.name, "rocm");
  ASSERT_EQ(set.libraries.size(), 1U);
  EXPECT_EQ(set.libraries[0].soname, "libx.so.1");
  EXPECT_EQ(set.rocm_version, "5.2.0");
  EXPECT_EQ(set.glibc, "2.34");
  EXPECT_EQ(set.glibcxx, "3.4.30");
  EXPECT_EQ(set.priority, 7);
  EXPECT_TRUE(set.match);
  EXPECT_THAT(set.environment, ElementsAre(testing::Pair("A", "inner")));
  EXPECT_THAT(set.code, ElementsAre(SetCode{"rocBLAS", {"gfx1010"}}));
  EXPECT_THAT(set.tuning, ElementsAre(SetCode{"MIOpen", {"gfx1030"}}));
}

TEST_F(LibraryRegistry, WhatTheRegisteredManifestSaysComesFirst) {
  split(
      "name = \"mine\"\nrocm_version = \"5.2.1\"\npriority = 0\n"
      "[match]\ngfx = [\"gfx1012\"]\n[environment]\nA = \"outer\"\n",
      std::string("name = \"theirs\"\nrocm_version = \"5.2.0\"\npriority = 7\n"
                  "[match]\ngfx = [\"gfx1010\"]\n[environment]\nA = \"inner\"\nB = \"inner\"\n") +
          kLibrary);
  const auto set = only();
  EXPECT_EQ(set.name, "mine");
  EXPECT_EQ(set.rocm_version, "5.2.1");
  EXPECT_EQ(set.priority, 0);
  ASSERT_TRUE(set.match);
  EXPECT_THAT(set.match->all_of.at(0).any_of, ElementsAre("gfx1012"));
  EXPECT_THAT(set.environment,
              ElementsAre(testing::Pair("A", "outer"), testing::Pair("B", "inner")));
}

TEST_F(LibraryRegistry, APrefixThatNobodyRegisteredDoesNotCount) {
  folder_.write("rocm/rmcp-set.toml", head() + kLibrary);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(LibraryRegistry, AManifestWithLibrariesDoesNotAskThePrefix) {
  manifest("etc/library-sets.d/rocm.toml");
  folder_.write("rocm/rmcp-set.toml", "nonsense", 0666);
  EXPECT_EQ(only().found.state, SetState::ok);
  EXPECT_THAT(read().diagnostics, IsEmpty());
}

TEST_F(LibraryRegistry, WithoutALibraryAnywhereItIsBroken) {
  folder_.write("etc/library-sets.d/rocm.toml", head());
  EXPECT_THAT(only().found.reasons,
              ElementsAre("rmcp-set.toml: does not exist, and the manifest itself names no "
                          "library"));
  split("", "");
  EXPECT_THAT(only().found.reasons, ElementsAre("rmcp-set.toml: names no library"));
  EXPECT_EQ(only().found.state, SetState::broken);
}

TEST_F(LibraryRegistry, WhatStandsBelowThePrefixIsJudgedLikeAnyManifest) {
  split("", std::string("surprise = 1\n") + kLibrary);
  EXPECT_THAT(only().found.reasons,
              ElementsAre(HasSubstr("rmcp-set.toml:3: unknown key 'surprise'")));
  split("", "[[library]]\nfile = \"../libx.so\"\nsoname = \"libx.so\"\n");
  EXPECT_THAT(only().found.reasons, Contains(HasSubstr("points outside of the prefix")));
  split("", kLibrary);
  EXPECT_EQ(only().found.state, SetState::ok);
  folder_.write("rocm/rmcp-set.toml", head() + kLibrary, 0666);
  EXPECT_THAT(only().found.reasons, ElementsAre(HasSubstr("cannot be trusted")));
  folder_.write("rocm/rmcp-set.toml", "");
  EXPECT_EQ(only().found.state, SetState::broken) << "an empty file says nothing";
}

TEST_F(LibraryRegistry, APrefixThatSaysItIsAnotherIsBroken) {
  folder_.write("etc/library-sets.d/rocm.toml", head());
  folder_.write("rocm/rmcp-set.toml",
                std::string("format = 1\nprefix = \"/opt/rocm-5.2.0\"\n") + kLibrary);
  EXPECT_THAT(only().found.reasons,
              ElementsAre("rmcp-set.toml: its prefix is /opt/rocm-5.2.0, not " + prefix()));
}

}  // namespace
}  // namespace rmcp::verify
