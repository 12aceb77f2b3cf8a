// SPDX-License-Identifier: MIT
// Library sets of real shared objects: found, registered, and what spoils them.
#include "lib/verify/manifest.hpp"
#include "library_set_on_disk.hpp"
#include "small_library.hpp"

#include <gmock/gmock.h>

#include <elf.h>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using test::LibrarySetOnDisk;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using verify::Depth;

TEST_F(LibrarySetOnDisk, IsWhole) {
  const auto set = verified(scanned(), Depth::full);
  EXPECT_EQ(set.found.state, SetState::ok) << first(set);
  EXPECT_EQ(set.hip_major, 6U);
  std::vector<std::string> files;
  for (const auto& library : set.libraries) files.push_back(library.file);
  EXPECT_THAT(files, ElementsAre("lib/libamd_comgr.so.2", "lib/libamdhip64.so.6",
                                 "lib/libhsa-runtime64.so.1"));
}

TEST_F(LibrarySetOnDisk, ItsManifestSaysTheSame) {
  const auto set = scanned();
  const auto read = verify::read_manifest("test.toml", verify::manifest_text(set));
  EXPECT_TRUE(read.ok()) << read.diagnostics.front().message;
  EXPECT_EQ(read.set.libraries, set.libraries);
  EXPECT_EQ(read.set.prefix, set.prefix);
  EXPECT_EQ(verify::manifest_text(read.set), verify::manifest_text(set));
}

TEST_F(LibrarySetOnDisk, AFileReplacedByAnUpgradeBreaksIt) {
  const auto set = scanned();
  put("other-build.so", "libamdhip64.so.6");
  const auto now = verified(set);
  EXPECT_EQ(now.found.state, SetState::broken);
  EXPECT_THAT(first(now), AllOf(HasSubstr("its build-id is"), HasSubstr("rmcpctl library add")));
}

TEST_F(LibrarySetOnDisk, BytesThatDifferAreFoundWhenAllAreCompared) {
  auto set = scanned();
  set.libraries[0].sha256[0] = set.libraries[0].sha256[0] == '0' ? '1' : '0';
  EXPECT_EQ(verified(set, Depth::full).found.state, SetState::broken);
}

TEST_F(LibrarySetOnDisk, AnotherSonameBreaksIt) {
  const auto set = scanned();
  put("other-soname.so", "libamdhip64.so.6");
  EXPECT_THAT(verified(set).found.reasons,
              testing::Contains(HasSubstr("its SONAME is libamdhip64.so.5, not libamdhip64.so.6")));
}

TEST_F(LibrarySetOnDisk, AMissingFileBreaksIt) {
  const auto set = scanned();
  fs::remove(lib("libhsa-runtime64.so.1"));
  const auto now = verified(set);
  EXPECT_EQ(now.found.state, SetState::broken);
  EXPECT_EQ(first(now), "lib/libhsa-runtime64.so.1 does not exist");
}

TEST_F(LibrarySetOnDisk, ALibraryOfAnotherRocmIsNotMixedIn) {
  put("needs-thunk.so", "libhsa-runtime64.so.1");
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.state, SetState::broken);
  EXPECT_THAT(first(set), HasSubstr("needs libhsakmt.so.1, which the set does not have"));
}

TEST_F(LibrarySetOnDisk, WhatNobodyHasIsMissed) {
  put("needs-nothing-here.so", "libamd_comgr.so.2");
  EXPECT_THAT(first(verified(scanned())),
              HasSubstr("needs libonly_here.so, which is neither in the set nor on this system"));
}

TEST_F(LibrarySetOnDisk, AnAliasThatIsAnotherFileBreaksIt) {
  fs::create_symlink("libamdhip64.so.6", lib("libamdhip64.so"));
  const auto set = scanned();
  EXPECT_EQ(verified(set).found.state, SetState::ok) << first(verified(set));
  fs::remove(lib("libamdhip64.so"));
  EXPECT_EQ(verified(set).found.state, SetState::degraded) << "the file itself is there";
  EXPECT_THAT(first(verified(set)), HasSubstr("has the alias libamdhip64.so, which"));
  fs::copy_file(lib("libamdhip64.so.6"), lib("libamdhip64.so"));
  ::chmod(lib("libamdhip64.so").c_str(), 0644);
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_THAT(first(verified(set)), HasSubstr("which is another file"));
}

TEST_F(LibrarySetOnDisk, WhatVariablesMakeProgramsLoadIsVerifiedToo) {
  auto set = scanned();
  set.environment["ROCBLAS_TENSILE_LIBPATH"] = prefix() + "/lib";
  EXPECT_EQ(verified(set).found.state, SetState::ok) << first(verified(set));
  fs::create_directory(prefix() + "/kernels");
  ::chmod((prefix() + "/kernels").c_str(), 0777);
  set.environment["ROCBLAS_TENSILE_LIBPATH"] = prefix() + "/kernels";
  EXPECT_THAT(first(verified(set)), HasSubstr("environment.ROCBLAS_TENSILE_LIBPATH"));
}

TEST_F(LibrarySetOnDisk, ALibraryWithoutAnythingToTellItByIsNotTaken) {
  auto set = scanned();
  set.libraries[0].build_id.clear();
  EXPECT_EQ(verified(set).found.state, SetState::ok) << "its bytes are compared";
  set.libraries[0].sha256.clear();
  EXPECT_THAT(first(verified(set)), HasSubstr("neither build_id nor sha256"));
}

TEST_F(LibrarySetOnDisk, WithoutAPartOfTheRuntimeItIsNone) {
  fs::remove(lib("libamd_comgr.so.2"));
  EXPECT_THAT(first(verified(scanned())), HasSubstr("libamd_comgr (the code object manager)"));
}

TEST_F(LibrarySetOnDisk, ALinkOutOfThePrefixBreaksIt) {
  fs::rename(lib("libamdhip64.so.6"), folder_ / "libamdhip64.so.6");
  fs::create_symlink(folder_ / "libamdhip64.so.6", lib("libamdhip64.so.6"));
  EXPECT_THAT(first(verified(scanned())), HasSubstr("leads out of the prefix, to"));
}

TEST_F(LibrarySetOnDisk, ALinkWithinThePrefixIsHowRocmIsInstalled) {
  fs::rename(lib("libamdhip64.so.6"), lib("libamdhip64.so.6.2.60200"));
  fs::create_symlink("libamdhip64.so.6.2.60200", lib("libamdhip64.so.6"));
  const auto set = scanned();
  EXPECT_EQ(set.rocm_version, "6.2.0");
  EXPECT_EQ(verified(set).found.state, SetState::ok) << first(verified(set));
}

TEST_F(LibrarySetOnDisk, MajorsThatDifferBreakIt) {
  fs::rename(lib("libhsa-runtime64.so.1"), lib("libhsa-runtime64.so.1.12.50700"));
  fs::create_symlink("libhsa-runtime64.so.1.12.50700", lib("libhsa-runtime64.so.1"));
  EXPECT_THAT(verified(scanned()).found.reasons, testing::Contains(HasSubstr("are mixed")));
}

TEST_F(LibrarySetOnDisk, WhatOthersMayWriteIsNotTrusted) {
  const auto set = scanned();
  ::chmod(lib("libamdhip64.so.6").c_str(), 0666);
  EXPECT_THAT(first(verified(set)), HasSubstr("writable"));
  ::chmod(lib("libamdhip64.so.6").c_str(), 0644);
  ::chmod((prefix() + "/lib").c_str(), 0777);
  EXPECT_THAT(first(verified(set)), HasSubstr("writable"));
  ::chmod((prefix() + "/lib").c_str(), 01777);
  EXPECT_THAT(first(verified(set)), HasSubstr("its folder"));
  ::chmod((prefix() + "/lib").c_str(), 0755);
  ::chmod(prefix().c_str(), 0777);
  EXPECT_EQ(verified(set).found.state, SetState::broken);
}

TEST_F(LibrarySetOnDisk, FilesThatAreNoLibrariesBreakIt) {
  const auto set = scanned();
  const auto path = lib("libamdhip64.so.6");
  const auto whole = fs::file_size(path);
  for (const std::uintmax_t size :
       {std::uintmax_t{0}, std::uintmax_t{3}, std::uintmax_t{64}, std::uintmax_t{200}, whole / 2}) {
    fs::resize_file(path, size);
    EXPECT_EQ(verified(set).found.state, SetState::broken) << size;
    EXPECT_NE(first(verified(set)), "") << size;
  }
  std::ofstream(path) << "#!/bin/sh\n";
  EXPECT_EQ(verified(set).found.state, SetState::broken);
}

TEST_F(LibrarySetOnDisk, AFileForAnotherMachineBreaksIt) {
  const auto set = scanned();
  patch("libamdhip64.so.6", offsetof(Elf64_Ehdr, e_machine), EM_AARCH64);
  const auto now = verified(set);
  EXPECT_EQ(now.found.state, SetState::broken);
  EXPECT_EQ(first(now), "lib/libamdhip64.so.6 is for AArch64");
  EXPECT_EQ(scan_prefix(prefix(), {}).error(), lib("libamdhip64.so.6") + ": is for AArch64");
}

TEST_F(LibrarySetOnDisk, A32BitFileBreaksIt) {
  const auto set = scanned();
  std::ofstream(lib("libamdhip64.so.6"), std::ios::binary)
      << rmcp::test::library_of_32_bits(EM_386);
  const auto now = verified(set);
  EXPECT_EQ(now.found.state, SetState::broken);
  EXPECT_EQ(first(now), "lib/libamdhip64.so.6 is for i386");
  std::ofstream(lib("libamdhip64.so.6"), std::ios::binary)
      << rmcp::test::library_of_32_bits(EM_X86_64);
  EXPECT_EQ(first(verified(set)), "lib/libamdhip64.so.6 is 32-bit") << "x32";
}

TEST_F(LibrarySetOnDisk, AClassThatIsNotTheFilesOwnBreaksIt) {
  const auto set = scanned();
  patch("libamdhip64.so.6", EI_CLASS, ELFCLASS32);
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_THAT(first(verified(set)), testing::StartsWith("lib/libamdhip64.so.6 "));
}

TEST_F(LibrarySetOnDisk, FilesForAnotherMachineInFrontAreNotTakenForTheSets) {
  fs::copy(prefix() + "/lib", prefix() + "/lib64", fs::copy_options::recursive);
  ::chmod((prefix() + "/lib64").c_str(), 0755);
  for (const auto& file : fs::directory_iterator(prefix() + "/lib64"))
    ::chmod(file.path().c_str(), 0644);
  for (const auto* name : {"libamdhip64.so.6", "libhsa-runtime64.so.1", "libamd_comgr.so.2"})
    std::ofstream(lib(name), std::ios::binary) << rmcp::test::library_of_32_bits(EM_386);
  const auto set = scanned();
  EXPECT_EQ(set.libraries.front().file, "lib64/libamd_comgr.so.2");
  EXPECT_EQ(verified(set).found.state, SetState::ok) << first(verified(set));
}

TEST_F(LibrarySetOnDisk, ALinkThatLeadsNowhereDoesNotHideTheLibrary) {
  fs::create_symlink("libamdhip64.so.5", lib("libamdhip64.so"));
  EXPECT_NE(find_library(scanned(), "libamdhip64"), nullptr);
}

TEST_F(LibrarySetOnDisk, ANewerGlibcThanThisSystemsIsNamed) {
  system_.glibc = "2.1";
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.state, SetState::broken);
  EXPECT_THAT(
      set.found.reasons,
      ElementsAre(AllOf(testing::StartsWith("lib/lib"), HasSubstr(" needs glibc 2."),
                        testing::EndsWith(", this system has 2.1; 2 other files of the set need a "
                                          "newer one too"))))
      << "one cause, one sentence";
}

TEST_F(LibrarySetOnDisk, ANewerStandardLibraryThanThisSystemsIsNamed) {
  put("needs-newer-cxx.so", "libamd_comgr.so.2");
  const auto set = scanned();
  EXPECT_EQ(set.glibcxx, "3.4.99");
  EXPECT_EQ(verified(set).found.state, SetState::ok) << "this system has " << system_.glibcxx;
  system_.glibcxx = "3.4.30";
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_EQ(first(verified(set)),
            "lib/libamd_comgr.so.2 needs libstdc++ with GLIBCXX_3.4.99, this system has 3.4.30");
  system_.glibcxx = "";
  EXPECT_THAT(first(verified(set)), testing::EndsWith("this system has none"));
}

TEST_F(LibrarySetOnDisk, AStandardLibraryOfItsOwnIsEnough) {
  put("needs-newer-cxx.so", "libamd_comgr.so.2");
  system_.glibcxx = "3.4.30";
  const auto bring = [&](const std::string& file) {
    fs::remove(lib("libstdc++.so.6"));
    fs::copy_file(RMCP_SHAPES "/link/libstdc++.so.6", lib(file));
    ::chmod(lib(file).c_str(), 0644);
    if (file != "libstdc++.so.6") fs::create_symlink(file, lib("libstdc++.so.6"));
    return verified(scanned());
  };
  EXPECT_EQ(bring("libstdc++.so.6").found.state, SetState::ok) << first(verified(scanned()));
  const auto newer = bring("libstdc++.so.6.0.99");
  EXPECT_EQ(newer.found.state, SetState::ok) << first(newer);
  EXPECT_EQ(newer.found.foreign_runtime, "");
  EXPECT_THAT(newer.found.companions, ElementsAre(SetCompanion{"lib/libstdc++.so.6", true}));
  const auto between = bring("libstdc++.so.6.0.40");
  EXPECT_THAT(first(between),
              HasSubstr("needs libstdc++ with GLIBCXX_3.4.99, this system has 3.4.40"));
  const auto older = bring("libstdc++.so.6.0.20");
  EXPECT_THAT(first(older),
              HasSubstr("needs libstdc++ with GLIBCXX_3.4.99, this system has 3.4.30"));
  EXPECT_EQ(older.found.foreign_runtime, "lib/libstdc++.so.6");
}

TEST_F(LibrarySetOnDisk, APrefixThatIsGoneBreaksIt) {
  const auto set = scanned();
  fs::remove_all(prefix());
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_EQ(first(verified(set)), prefix() + " does not exist");
}

TEST_F(LibrarySetOnDisk, AFolderAboveThePrefixThatOthersMayWriteBreaksIt) {
  const auto set = scanned();
  ::chmod(folder_.path().c_str(), 0777);
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_THAT(first(verified(set)), HasSubstr("writable"));
}

TEST_F(LibrarySetOnDisk, AVersionThatIsNotItsHipsBreaksIt) {
  auto set = scanned();
  set.rocm_version = "5.2.0";
  EXPECT_EQ(verified(set).found.state, SetState::broken);
  EXPECT_EQ(first(verified(set)), "HIP 6 (libamdhip64.so.6) and ROCm 5 (rocm_version) are mixed");
}

TEST_F(LibrarySetOnDisk, AFolderWithoutRocmIsNoSet) {
  EXPECT_THAT(scan_prefix(folder_.path(), {}).error().text,
              HasSubstr("no ROCm library in this folder"));
  EXPECT_THAT(scan_prefix(folder_ / "nothing", {}).error().text, HasSubstr("no such folder"));
}

TEST_F(LibrarySetOnDisk, FoldersThatAreNoSetsYetAreOffered) {
  fs::create_directory(folder_ / "rocm-6.2.0");
  fs::create_symlink("rocm-6.2.0", folder_ / "rocm-default");
  fs::create_directory(folder_ / "other");
  EXPECT_THAT(unregistered({fs::canonical(prefix()).string()}, folder_.path()),
              ElementsAre(fs::canonical(folder_ / "rocm-6.2.0").string()));
}

TEST(LibraryManifest, PathsDoNotLeaveThePrefix) {
  for (const auto* file : {"../x.so", "/etc/x.so", "lib/../../x.so", ""}) {
    const auto read = verify::read_manifest(
        "a.toml", std::string("format = 1\nprefix = \"/opt/rocm\"\n[[library]]\nfile = \"") + file +
                      "\"\nsoname = \"x.so\"\n");
    EXPECT_FALSE(read.ok()) << file;
  }
}

TEST(LibraryManifest, ASonameIsTheNameOfAFile) {
  const auto with = [](const std::string& soname) {
    return verify::read_manifest("a.toml",
                                 "format = 1\nprefix = \"/opt/rocm\"\n[[library]]\n"
                                 "file = \"lib/x.so\"\nsoname = \"" +
                                     soname + "\"\n");
  };
  EXPECT_TRUE(with("libamdhip64.so.6").ok());
  EXPECT_FALSE(with("libamdhip64.so/../../../x").ok());
}

TEST(LibraryManifest, VariablesThatLoadCodeStayBelowThePrefix) {
  const std::string head =
      "format = 1\nprefix = \"/opt/rocm\"\n[[library]]\nfile = \"lib/x.so\"\nsoname = \"x.so\"\n"
      "[environment]\n";
  EXPECT_TRUE(verify::read_manifest("a.toml", head + "PATH = \"/opt/rocm/bin\"\n").ok());
  for (const auto* line : {"PATH = \"/tmp\"", "LD_PRELOAD = \"/opt/rocm/../x.so\"",
                           "LD_LIBRARY_PATH = \"/opt/rocm/lib\"", "A = \"\"", "LD_AUDIT = \"x\""})
    EXPECT_FALSE(verify::read_manifest("a.toml", head + line + "\n").ok()) << line;
}

}  // namespace
}  // namespace rmcp::client
