// SPDX-License-Identifier: MIT
// What the libraries of a set need is followed to its ends, and the end is named with the way to
// it.
#include "lib/verify/needs.hpp"
#include "library_set_on_disk.hpp"
#include "started.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// The code object manager has libraries in lib/deps, as TheRock has rocm_sysdeps.
class LibraryNeeds : public test::LibrarySetOnDisk {
 protected:
  LibraryNeeds() {
    take("deep/libamd_comgr.so.2", "libamd_comgr.so.2");
    fs::create_directory(lib("deps"));
    ::chmod(lib("deps").c_str(), 0755);
    take("deep/deps/libbeside.so", "deps/libbeside.so");
    take("deep/deps/libfurther.so", "deps/libfurther.so");
  }

  void take(const std::string& shape, const std::string& name) const {
    fs::remove(lib(name));
    fs::copy_file(RMCP_SHAPES "/" + shape, lib(name));
    ::chmod(lib(name).c_str(), 0644);
  }

  /// The one reason.
  std::string reason() const {
    const auto set = verified(scanned());
    EXPECT_EQ(set.found.reasons.size(), 1U) << testing::PrintToString(set.found.reasons);
    return first(set);
  }

  SetState state() const { return verified(scanned()).found.state; }
};

TEST_F(LibraryNeeds, ACircleEnds) {
  EXPECT_EQ(state(), SetState::ok) << first(verified(scanned()));
}

TEST_F(LibraryNeeds, TheLoaderAgrees) {
  const auto whole = start({"bin/plain", {lib("libamd_comgr.so.2")}, {}});
  EXPECT_EQ(whole.failures, "");
  take("spoilt/further-needs-nothing-here.so", "deps/libfurther.so");
  const auto broken = start({"bin/plain", {lib("libamd_comgr.so.2")}, {}});
  EXPECT_THAT(broken.failures, HasSubstr("libonly_here.so"));
}

TEST_F(LibraryNeeds, WhatIsMissingAtTheEndIsNamedWithTheWayToIt) {
  take("spoilt/further-needs-nothing-here.so", "deps/libfurther.so");
  EXPECT_EQ(state(), SetState::broken);
  EXPECT_EQ(reason(),
            "lib/libamd_comgr.so.2 needs libbeside.so, which needs libfurther.so, which needs "
            "libonly_here.so, which is neither in the set nor on this system");
}

TEST_F(LibraryNeeds, WhatIsMissingInBetweenIsNamed) {
  fs::remove(lib("deps/libfurther.so"));
  EXPECT_EQ(reason(),
            "lib/libamd_comgr.so.2 needs libbeside.so, which needs libfurther.so, which is neither "
            "in the set nor on this system");
}

TEST_F(LibraryNeeds, AnotherRocmIsNotMixedInByWhatComesAlong) {
  take("spoilt/further-needs-hip.so", "deps/libfurther.so");
  EXPECT_EQ(state(), SetState::ok) << "HIP is in the set";
  fs::remove(lib("libamdhip64.so.6"));
  EXPECT_THAT(
      verified(scanned()).found.reasons,
      Contains("lib/libamd_comgr.so.2 needs libbeside.so, which needs libfurther.so, which "
               "needs libamdhip64.so.6, which the set does not have: HIP of another ROCm would "
               "be mixed in"));
}

TEST_F(LibraryNeeds, WhatComesAlongNeedsVersionsToo) {
  take("spoilt/further-needs-newer-cxx.so", "deps/libfurther.so");
  system_.glibcxx = "3.4.30";
  EXPECT_EQ(reason(),
            "lib/libamd_comgr.so.2 needs libfurther.so, which needs libstdc++ with "
            "GLIBCXX_3.4.99, this system has 3.4.30");
}

TEST_F(LibraryNeeds, WhatOthersMayChangeIsNotPassedOver) {
  ::chmod(lib("deps/libfurther.so").c_str(), 0666);
  EXPECT_EQ(state(), SetState::broken);
  EXPECT_THAT(reason(), AllOf(HasSubstr("which needs libfurther.so, but "), HasSubstr("writable")));
}

TEST_F(LibraryNeeds, FilesForAnotherMachineArePassedOver) {
  patch("deps/libfurther.so", offsetof(Elf64_Ehdr, e_machine), EM_AARCH64);
  EXPECT_THAT(reason(), HasSubstr("libfurther.so, which is neither in the set nor on this system"));
  take("deep/deps/libfurther.so", "libfurther.so");
  EXPECT_EQ(state(), SetState::ok) << first(verified(scanned()));
}

TEST_F(LibraryNeeds, WhatHipCannotDoWithoutBreaksTheSetWhateverItIs) {
  take("spoilt/hip-needs-register.so", "libamdhip64.so.6");
  take("spoilt/register-needs-nothing-here.so", "librocprofiler-register.so.0");
  EXPECT_EQ(state(), SetState::broken);
  EXPECT_EQ(reason(),
            "lib/librocprofiler-register.so.0 needs libonly_here.so, which is neither in the set "
            "nor on this system");
  take("whole/lib/libamdhip64.so.6", "libamdhip64.so.6");
  EXPECT_EQ(state(), SetState::degraded) << "nothing of the runtime needs it";
}

TEST_F(LibraryNeeds, FoldersOfWhatComesAlongAreKnown) {
  EXPECT_THAT(companion_folders(verified(scanned())), ElementsAre(lib("deps")));
}

TEST_F(LibraryNeeds, EachFileIsReadOnce) {
  fs::create_symlink("libamdhip64.so.6", lib("libamdhip64.so"));
  const auto set = scanned();
  verify::SetFiles files(set.prefix, ::geteuid());
  verify::LibraryNames names;
  std::vector<const SetLibrary*> roots;
  for (const auto& library : set.libraries) {
    roots.push_back(&library);
    names.emplace(library.soname, &library);
  }
  for (const auto* file : {"lib/libamdhip64.so", "lib/libamdhip64.so.6", "lib/libnothing.so"})
    files.open(file);
  const auto needs = verify::follow_needs(set, roots, names, files, system_, {});
  EXPECT_THAT(needs.problems, IsEmpty());
  EXPECT_EQ(needs.companions.size(), 2U);
  EXPECT_EQ(files.read(), 5U) << "HIP by two names, ROCr, the code object manager and its two";
}

}  // namespace
}  // namespace rmcp::client
