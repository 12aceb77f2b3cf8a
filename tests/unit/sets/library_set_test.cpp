// SPDX-License-Identifier: MIT
// What a library set is made of.
#include "lib/sets/library_set.hpp"

#include "lib/sets/system_library.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LibrarySet, KnowsALibraryByItsFileNameOrSoname) {
  for (const auto* name : {"libamdhip64.so", "libamdhip64.so.5", "libamdhip64.so.5.2.21153"}) {
    ASSERT_NE(library_kind(name), nullptr) << name;
    EXPECT_EQ(library_kind(name)->stem, "libamdhip64");
  }
  EXPECT_EQ(library_kind("libamdhip64"), nullptr);
  EXPECT_EQ(library_kind("libamdhip64_extra.so"), nullptr);
  EXPECT_EQ(library_kind("libc.so.6"), nullptr);
}

TEST(LibrarySet, CannotBeWithoutHipRocrAndComgr) {
  std::vector<std::string_view> always;
  for (const auto& kind : library_kinds())
    if (kind.need == LibraryKind::Need::always) always.push_back(kind.stem);
  EXPECT_THAT(always, ElementsAre("libamdhip64", "libhsa-runtime64", "libamd_comgr"));
  EXPECT_EQ(library_kind("libhsakmt.so.1")->need, LibraryKind::Need::if_named);
}

TEST(LibrarySet, LibrariesOfTodaysRocmBelongToIt) {
  for (const auto* name : {"librocm_kpack.so.0", "liborigami.so.1", "librocroller.so.1"})
    EXPECT_NE(library_kind(name), nullptr) << name;
}

TEST(LibrarySet, FindsALibraryWhoseFileHasAnotherName) {
  LibrarySet set;
  set.libraries = {{.file = "lib/hip.bin", .soname = "libamdhip64.so.6"}};
  ASSERT_NE(find_library(set, "libamdhip64"), nullptr);
  EXPECT_EQ(find_library(set, "libhsa-runtime64"), nullptr);
}

TEST(LibrarySet, ListsItsFoldersOnceEach) {
  LibrarySet set;
  set.prefix = "/opt/rocm";
  set.libraries = {{.file = "lib/a.so"}, {.file = "lib64/b.so"}, {.file = "lib/c.so"}};
  EXPECT_THAT(library_folders(set), ElementsAre("/opt/rocm/lib", "/opt/rocm/lib64"));
  set.libraries = {{.file = "a.so"}};
  EXPECT_THAT(library_folders(set), ElementsAre("/opt/rocm"));
}

TEST(LibrarySet, NamesComponentsWithoutCodeForAGpu) {
  LibrarySet set;
  set.code = {{"rocBLAS", {"gfx1030", "gfx906:xnack-"}}, {"MIOpen", {"gfx1010", "gfx1030"}}};
  EXPECT_THAT(components_without(set, {10, 1, 0}), ElementsAre("rocBLAS"));
  EXPECT_THAT(components_without(set, {10, 3, 0}), IsEmpty());
}

TEST(LibrarySet, CodeThatRunsUnderAnOverrideIsNotMissing) {
  LibrarySet set;
  set.code = {{"rocBLAS", {"gfx1030"}}, {"rocRAND", {"gfx906"}}, {"RCCL", {"gfx1032"}}};
  EXPECT_THAT(components_without(set, {10, 3, 2}), ElementsAre("rocRAND"));
  EXPECT_THAT(components_with_override(set, {10, 3, 2}), ElementsAre("rocBLAS"));
  EXPECT_THAT(components_with_override(set, {10, 3, 0}), IsEmpty());
}

TEST(LibrarySet, ItsFoldersAreNotSearchedIfTheyHaveAnotherSystemsCLibrary) {
  LibrarySet set;
  set.name = "bw";
  set.prefix = "/mnt/bw/usr";
  set.libraries = {{.file = "lib/libamdhip64.so.5"}};
  set.found.companions = {{"lib/deps/libown.so.1"}};
  EXPECT_THAT(search_folders(set), ElementsAre("/mnt/bw/usr/lib"));
  EXPECT_EQ(why_not_searched(set), "");

  set.found.foreign_runtime = "lib/libc.so.6";
  EXPECT_THAT(search_folders(set), IsEmpty());
  EXPECT_THAT(companion_search_folders(set), IsEmpty());
  EXPECT_THAT(why_not_searched(set),
              testing::StartsWith("library set bw: lib/libc.so.6 belongs to another system"));

  set.found.links = "/run/rmcp/links/bw/current";
  EXPECT_THAT(search_folders(set), ElementsAre("/run/rmcp/links/bw/current/lib"));
  EXPECT_THAT(companion_search_folders(set), ElementsAre("/run/rmcp/links/bw/current/lib/deps"));
  EXPECT_EQ(why_not_searched(set), "");
  EXPECT_THAT(library_folders(set), ElementsAre("/mnt/bw/usr/lib"));
}

TEST(SystemLibrary, TheCLibraryIsKnownByTheNamesOfItsParts) {
  for (const auto* name :
       {"libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "ld-2.31.so", "libm.so.6",
        "libpthread.so.0", "libnss_files.so.2", "libmvec.so.1", "ld-musl-x86_64.so.1"})
    EXPECT_TRUE(is_c_library(name)) << name;
  for (const auto* name : {"libc++.so.1", "libm.so", "libmagma.so", "libnss3.so", "libcap.so.2",
                           "libstdc++.so.6", "libdl.so", "ld-linux.conf", "libutil.so.2", ""})
    EXPECT_FALSE(is_c_library(name)) << name;
  EXPECT_TRUE(is_cxx_library("libgcc_s.so.1"));
  EXPECT_FALSE(is_cxx_library("libstdc++.so.6.0.30"));
}

TEST(LibrarySet, HasANameThatIsAFileNameAndNoWordOfPolicy) {
  for (const auto* name : {"rocm-5.2", "a_x", "rocm+6", "7"}) EXPECT_EQ(check_set_name(name), "");
  for (const auto* name : {"", "ROCm", "_x", "none", "system", "auto", "../x", "a/b", ".hidden",
                           "-x", "a b", "a\nb", "gr\u00fc"})
    EXPECT_NE(check_set_name(name), "") << name;
  EXPECT_NE(check_set_name(std::string(65, 'x')), "");
}

}  // namespace
}  // namespace rmcp
