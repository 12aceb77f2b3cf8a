// SPDX-License-Identifier: MIT
// The folder of links that makes a library set the system's default.
#include "daemon/publish/default_folder.hpp"
#include "daemon/publish/default_round.hpp"
#include "lib/sets/default_library_state.hpp"
#include "lib/sys/file.hpp"
#include "tests/unit/temporary_folder.hpp"
#include "views.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

namespace rmcp::publish {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using Is = DefaultLibraryState::Is;

TEST(DefaultSet, HoldsTheLibrariesUnderTheirNamesAndTheirData) {
  const auto made = make_default_set(test::rocm63(), "/var/lib/rmcp/default-set/current");
  EXPECT_THAT(made.links,
              ElementsAre(Pair(".kpack", "/opt/rocm-6.3.0/.kpack"),
                          Pair("lib/libamdhip64.so", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0"),
                          Pair("lib/libamdhip64.so.6", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0"),
                          Pair("lib/librocblas.so.4", "/opt/rocm-6.3.0/lib/librocblas.so.4"),
                          Pair("lib/rocblas/library", "/opt/rocm-6.3.0/lib/rocblas/library"),
                          Pair("share/miopen/db", "/opt/rocm-6.3.0/share/miopen/db")));
  EXPECT_EQ(made.loader_config, "/var/lib/rmcp/default-set/current/lib\n");
}

TEST(DefaultSet, NeverCoversALibraryThatIsNotRocms) {
  auto set = test::rocm63();
  set.libraries.push_back({.file = "lib/libc.so.6", .soname = "libc.so.6"});
  set.libraries.front().aliases.emplace_back("libstdc++.so.6");
  const auto made = make_default_set(set, "/x");
  EXPECT_FALSE(made.links.contains("lib/libc.so.6"));
  EXPECT_FALSE(made.links.contains("lib/libstdc++.so.6"));
}

TEST(DefaultSet, WhatItsLibrariesNeedComesAlongWhereItCoversNothing) {
  auto set = test::rocm63();
  set.found.companions = {{"lib/libstdc++.so.6", true},
                          {"lib/libown.so.1", false},
                          {"lib/rocm_sysdeps/lib/libelf.so.1", true}};
  const auto links = make_default_set(set, "/x").links;
  EXPECT_FALSE(links.contains("lib/libstdc++.so.6"));
  EXPECT_TRUE(links.contains("lib/libown.so.1"));
  EXPECT_EQ(links.at("lib/rocm_sysdeps/lib/libelf.so.1"),
            "/opt/rocm-6.3.0/lib/rocm_sysdeps/lib/libelf.so.1");
}

TEST(DefaultLibrary, OneThatCannotBeReachedIsLeftAsItIs) {
  auto set = test::rocm63();
  set.found.state = SetState::unreachable;
  set.found.reasons = {"/opt/rocm-6.3.0 is unreachable: no answer for 5 s"};
  const auto choice = choose_default_library(DefaultLibrary{set.name, {}}, std::vector{set});
  EXPECT_EQ(choice.set, nullptr);
  EXPECT_EQ(choice.state.is, Is::unreachable);
  EXPECT_THAT(choice.state.note, HasSubstr("no answer for 5 s"));
  const test::TemporaryFolder folder;
  sys::Paths paths;
  paths.state = paths.runtime = folder.path();
  ASSERT_EQ(DefaultFolder(paths.state).put(make_default_set(test::rocm63(), "/x")), 0);
  EXPECT_EQ(bring_about(paths, true, choice).state.is, Is::unreachable);
  EXPECT_FALSE(DefaultFolder(paths.state).contents().empty());
}

TEST(DefaultLibrary, ABrokenOrMissingSetIsReplacedByNothing) {
  auto set = test::rocm63();
  set.found.state = SetState::broken;
  set.found.reasons = {"libamdhip64.so.6 has changed"};
  const std::vector<LibrarySet> sets{set};
  const auto broken = choose_default_library(DefaultLibrary{"rocm-6.3", {}}, sets);
  EXPECT_EQ(broken.set, nullptr);
  EXPECT_EQ(broken.state.is, Is::refused);
  EXPECT_THAT(broken.state.note, HasSubstr("libamdhip64.so.6 has changed"));
  EXPECT_EQ(choose_default_library(DefaultLibrary{"other", {}}, sets).state.note,
            "there is no library set 'other'");
  EXPECT_EQ(choose_default_library(DefaultLibrary{}, sets).state.is, Is::none);
  EXPECT_EQ(choose_default_library(std::nullopt, sets).state.is, Is::none);
}

class DefaultFolderTest : public testing::Test {
 protected:
  DefaultFolderTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "rmcp-default-XXXXXX";
    state_ = ::mkdtemp(pattern.data());
  }
  ~DefaultFolderTest() override { std::filesystem::remove_all(state_); }

  DefaultSet made(const LibrarySet& set) const {
    return make_default_set(set, DefaultFolder(state_).current());
  }

  std::string state_;
};

TEST_F(DefaultFolderTest, IsSwitchedAsAWholeAndLeavesNothingBehind) {
  DefaultFolder folder(state_);
  EXPECT_EQ(folder.contents(), "");
  auto set = test::rocm63();
  ASSERT_EQ(folder.put(made(set)), 0);
  EXPECT_EQ(folder.contents(), made(set).contents);
  EXPECT_EQ(std::filesystem::read_symlink(folder.current() + "/lib/libamdhip64.so.6"),
            "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0");
  set.prefix = "/opt/rocm-6.4.0";
  ASSERT_EQ(folder.put(made(set)), 0);
  EXPECT_EQ(std::filesystem::read_symlink(folder.current() + "/lib/libamdhip64.so.6"),
            "/opt/rocm-6.4.0/lib/libamdhip64.so.6.3.0");
  EXPECT_THAT(sys::list_directory(folder.top()), ElementsAre("b", "current"));
  ASSERT_EQ(folder.remove(), 0);
  EXPECT_THAT(sys::list_directory(folder.top()), ElementsAre());
  EXPECT_EQ(folder.remove(), 0);
}

TEST_F(DefaultFolderTest, WhatAKilledDaemonLeftHalfDoneIsReplaced) {
  DefaultFolder folder(state_);
  ASSERT_EQ(sys::make_directories(folder.top() + "/a/lib"), 0);
  ASSERT_EQ(sys::replace_file(folder.top() + "/a/lib/librocblas.so.4", "half"), 0);
  ASSERT_EQ(folder.put(made(test::rocm63())), 0);
  EXPECT_EQ(std::filesystem::read_symlink(folder.current() + "/lib/librocblas.so.4"),
            "/opt/rocm-6.3.0/lib/librocblas.so.4");
}

TEST_F(DefaultFolderTest, AUnitThatIsAtItIsNotCalledAgain) {
  sys::Paths paths;
  paths.state = paths.runtime = state_;
  const auto called = [&] { return sys::exists(state_ + "/default-set-wanted"); };
  const auto set = test::rocm63();
  const DefaultChoice choice{&set, {Is::pending, set.name, ""}};
  bring_about(paths, true, choice);
  EXPECT_TRUE(called());

  DefaultFolder folder(state_);
  const auto note = folder.top() + "/.cached.new";
  ASSERT_EQ(sys::remove_file(state_ + "/default-set-wanted"), 0);  // as the unit does
  ASSERT_EQ(sys::replace_file(note, folder.contents()), 0);
  bring_about(paths, true, choice);
  EXPECT_FALSE(called()) << "it runs";

  ASSERT_EQ(sys::replace_file(note, "other contents"), 0);
  bring_about(paths, true, choice);
  EXPECT_TRUE(called()) << "it runs for what was there before";

  ASSERT_EQ(sys::replace_file(note, folder.contents()), 0);
  auto other = set;
  other.prefix = "/opt/rocm-6.4.0";
  ASSERT_EQ(folder.put(made(other)), 0);
  ASSERT_EQ(folder.put(made(set)), 0);
  EXPECT_FALSE(folder.is_being_cached()) << "ldconfig may have seen the other one";
}

TEST_F(DefaultFolderTest, LeftoversAreNotSoughtBehindItsLinks) {
  DefaultFolder folder(state_);
  const auto prefix = state_ + "/prefix";
  ASSERT_EQ(sys::make_directories(prefix + "/share/miopen"), 0);
  const auto theirs = prefix + "/share/miopen/.rmcp-x";
  ASSERT_EQ(sys::replace_file(theirs, "theirs"), 0);
  auto set = test::rocm63();
  set.prefix = prefix;
  ASSERT_EQ(folder.put(make_default_set(set, folder.current())), 0);
  sys::remove_unfinished(folder.top());
  EXPECT_TRUE(sys::exists(theirs));
}

}  // namespace
}  // namespace rmcp::publish
