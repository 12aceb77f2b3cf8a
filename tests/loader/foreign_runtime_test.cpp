// SPDX-License-Identifier: MIT
// A set in the tree of a whole installation: with its folder in LD_LIBRARY_PATH every program would
// get this system's loader with another system's C library, and abort.
#include "daemon/publish/set_links.hpp"
#include "lib/sys/file.hpp"
#include "library_set_on_disk.hpp"
#include "started.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ForeignRuntime : public test::LibrarySetOnDisk {
 protected:
  void take(const std::string& shape, const std::string& name) const {
    fs::remove(lib(name));
    fs::create_directories(fs::path(lib(name)).parent_path());
    fs::copy_file(RMCP_SHAPES "/" + shape, lib(name));
    ::chmod(lib(name).c_str(), 0644);
  }

  /// A code object manager that needs what the system has, what it has not, and libm.
  void take_tree() const {
    take("tree/libc.so.6", "libc.so.6");
    take("tree/libm.so.6", "libm.so.6");
    take("tree/libelf.so.1", "libelf.so.1");
    take("tree/libamd_comgr.so.2", "libamd_comgr.so.2");
    take("deep/deps/libbeside.so", "libbeside.so");
    take("deep/deps/libfurther.so", "libfurther.so");
  }

  /// As the daemon does; for a manifest TEST.toml.
  LibrarySet kept() const {
    auto set = verified(scanned());
    set.origin.file = "/etc/rmcp/library-sets.d/test.toml";
    publish::keep_set_links(set, folder_.path());
    return set;
  }

  std::string links() const { return folder_ / "links/test/current"; }
};

TEST_F(ForeignRuntime, IsFoundInAFolderOfTheSet) {
  EXPECT_EQ(verified(scanned()).found.foreign_runtime, "");
  take_tree();
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.state, SetState::ok) << first(set);
  EXPECT_EQ(set.found.foreign_runtime, "lib/libc.so.6");
  EXPECT_THAT(search_folders(set), IsEmpty());
}

TEST_F(ForeignRuntime, ThisSystemsOwnIsNone) {
  const auto own = verify::find_on_system(system_, "libc.so.6");
  ASSERT_NE(own, "");
  fs::create_symlink(own, lib("libc.so.6"));
  EXPECT_EQ(verified(scanned()).found.foreign_runtime, "");
}

TEST_F(ForeignRuntime, OfItsLibrariesOnlyThoseThatThisSystemLacksAreLoaded) {
  take_tree();
  EXPECT_THAT(
      verified(scanned()).found.companions,
      ElementsAre(SetCompanion{"lib/libbeside.so", false}, SetCompanion{"lib/libelf.so.1", true},
                  SetCompanion{"lib/libfurther.so", false}))
      << "libelf for containers, and nothing of the C library";
}

TEST_F(ForeignRuntime, ALibraryThatIsNotLoadedMayLackAnything) {
  take_tree();
  take("spoilt/further-needs-nothing-here.so", "libelf.so.1");  // in its place: this system's
  EXPECT_EQ(verified(scanned()).found.state, SetState::ok) << first(verified(scanned()));
}

TEST_F(ForeignRuntime, AnOlderLibstdcxxIsOneToo) {
  system_.glibcxx = "3.4.30";
  take("tree/libelf.so.1", "libstdc++.so.6.0.20");
  fs::create_symlink("libstdc++.so.6.0.20", lib("libstdc++.so.6"));
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.foreign_runtime, "lib/libstdc++.so.6");
  EXPECT_THAT(set.found.companions, IsEmpty());
}

TEST_F(ForeignRuntime, AnRpathThatFindsItBreaksTheSet) {
  take("tree/libhsa-runtime64.so.1", "libhsa-runtime64.so.1");
  EXPECT_EQ(verified(scanned()).found.state, SetState::ok);
  take("tree/libm.so.6", "deps/libm.so.6");
  ::chmod(lib("deps").c_str(), 0755);
  EXPECT_THAT(first(verified(scanned())), HasSubstr("needs libm.so.6, which its RPATH finds in"));
}

TEST_F(ForeignRuntime, LinksToItsOwnFilesAreSearchedInItsPlace) {
  take_tree();
  const auto set = kept();
  EXPECT_EQ(set.found.state, SetState::ok) << first(set);
  EXPECT_EQ(set.found.links, links());
  EXPECT_THAT(search_folders(set), ElementsAre(links() + "/lib"));
  EXPECT_THAT(sys::list_directory(links() + "/lib"),
              ElementsAre("libamd_comgr.so.2", "libamdhip64.so.6", "libbeside.so", "libfurther.so",
                          "libhsa-runtime64.so.1"));
  EXPECT_EQ(fs::canonical(links() + "/lib/libamdhip64.so.6"),
            fs::canonical(lib("libamdhip64.so.6")));
}

TEST_F(ForeignRuntime, AProgramStartsOnTheLinksAndDiesOnTheFolder) {
  take_tree();
  const auto set = kept();
  const auto with = [&](const std::string& folder) {
    return start({"bin/plain", {folder + "/libamd_comgr.so.2"}, {{"LD_LIBRARY_PATH", folder}}});
  };
  const auto on_links = with(search_folders(set).front());
  EXPECT_EQ(on_links.failures, "");
  EXPECT_THAT(on_links.mapped, Contains(fs::canonical(lib("libbeside.so")).string()));
  EXPECT_THAT(on_links.mapped, Not(Contains(fs::canonical(lib("libelf.so.1")).string())));
  EXPECT_NE(with(prefix() + "/lib").failures, "");
}

TEST_F(ForeignRuntime, TheLinksFollowTheSet) {
  take_tree();
  const auto inode = [&] { return sys::inode(links()); };
  kept();
  const auto before = inode();
  kept();
  EXPECT_EQ(inode(), before) << "nothing has changed";
  take("whole/lib/libamd_comgr.so.2", "libamd_comgr.so.2");
  kept();
  EXPECT_THAT(sys::list_directory(links() + "/lib"), Not(Contains("libbeside.so")));
  fs::remove(lib("libc.so.6"));
  fs::remove(lib("libm.so.6"));
  EXPECT_EQ(kept().found.links, "");
  EXPECT_FALSE(fs::exists(folder_ / "links/test"));
}

TEST_F(ForeignRuntime, WhatAKilledDaemonLeavesIsReplaced) {
  take_tree();
  fs::create_directories(folder_ / "links/test/a/lib");
  std::ofstream(folder_ / "links/test/a/lib/libgarbage.so") << "x";
  EXPECT_EQ(kept().found.links, links());
  EXPECT_THAT(sys::list_directory(links() + "/lib"), Not(Contains("libgarbage.so")));
}

TEST_F(ForeignRuntime, WithoutTheDaemonTheLinksOfAnEarlierOneAreUsedIfTheyAreRight) {
  take_tree();
  auto set = verified(scanned());
  set.origin.file = "/etc/rmcp/library-sets.d/test.toml";
  publish::find_set_links(set, folder_.path());
  EXPECT_EQ(set.found.links, "");
  kept();
  publish::find_set_links(set, folder_.path());
  EXPECT_EQ(set.found.links, links());
  set.found.links.clear();
  set.libraries.pop_back();
  publish::find_set_links(set, folder_.path());
  EXPECT_EQ(set.found.links, "");
}

TEST_F(ForeignRuntime, LinksThatCannotBeMadeAreAReason) {
  take_tree();
  std::ofstream(folder_ / "links") << "not a folder";
  const auto set = kept();
  EXPECT_EQ(set.found.state, SetState::degraded);
  EXPECT_THAT(first(set), HasSubstr("links/test cannot be written"));
  EXPECT_THAT(search_folders(set), IsEmpty());
}

TEST_F(ForeignRuntime, AManifestWhoseNameIsNoFolderGetsNoLinks) {
  take_tree();
  for (const auto* file : {"/x/...toml", "/x/A B.toml", "/x/.toml"}) {
    auto set = verified(scanned());
    set.origin.file = file;
    publish::keep_set_links(set, folder_.path());
    EXPECT_EQ(set.found.links, "") << file;
    EXPECT_THAT(first(set), HasSubstr("not a name for the folder of links")) << file;
  }
  EXPECT_FALSE(fs::exists(folder_ / "links"));
}

TEST_F(ForeignRuntime, LinksOfRemovedManifestsGo) {
  take_tree();
  kept();
  fs::create_directories(folder_ / "links/other/a");
  publish::drop_set_links({"/etc/rmcp/library-sets.d/test.toml"}, folder_.path());
  EXPECT_THAT(sys::list_directory(folder_ / "links"), ElementsAre("test"));
  publish::drop_set_links({}, folder_.path());
  EXPECT_THAT(sys::list_directory(folder_ / "links"), IsEmpty());
}

}  // namespace
}  // namespace rmcp::client
