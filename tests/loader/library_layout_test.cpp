// SPDX-License-Identifier: MIT
// A folder of each shape in which ROCm is installed gives the manifest that belongs to it.
#include "client/scan/family.hpp"
#include "client/scan/layout.hpp"
#include "client/scan/rocm_version.hpp"
#include "lib/verify/manifest.hpp"
#include "library_set_on_disk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What `library add` would write of a prefix, without hashes.
class LibraryLayout : public test::LibrarySetOnDisk {
 protected:
  std::string path(const std::string& below) const {
    return fs::canonical(folder_.path()).string() + "/" + below;
  }

  void make(const std::string& below) const {
    auto at = folder_.path();
    for (const auto& part : fs::path(below)) {
      at += "/" + part.string();
      fs::create_directory(at);
      ::chmod(at.c_str(), 0755);
    }
  }

  void take(const std::string& shape, const std::string& below) const {
    make(fs::path(below).parent_path().string());
    fs::copy_file(RMCP_SHAPES "/" + shape, folder_ / below);
    ::chmod((folder_ / below).c_str(), 0644);
  }

  /// All that is in a folder of shapes.
  void take_all(const std::string& shapes, const std::string& below) const {
    const auto from = fs::path(RMCP_SHAPES) / shapes;
    for (const auto& file : fs::recursive_directory_iterator(from))
      if (file.is_regular_file())
        take(fs::relative(file.path(), RMCP_SHAPES).string(),
             below + "/" + fs::relative(file.path(), from).string());
  }

  void write(const std::string& below, const std::string& text) const {
    make(fs::path(below).parent_path().string());
    std::ofstream(folder_ / below) << text;
  }

  SetManifest scan(const std::string& below) {
    const auto scanned = scan_prefix(path(below), gpus_);
    EXPECT_TRUE(scanned) << scanned.error();
    if (!scanned) return {};
    note_ = scanned->note;
    auto set = scanned->set;
    set.name = name_for(set);
    if (set.name.empty()) set.name = "unnamed";
    const auto checked = verified(set);
    EXPECT_EQ(checked.found.state, SetState::ok) << first(checked);
    const auto read = verify::read_manifest("x.toml", verify::manifest_text(set));
    EXPECT_TRUE(read.ok());
    return read.set;
  }

  /// Two families, each with its rocBLAS.
  void take_two_families() const {
    take_all("therock", "site/_rocm_sdk_core");
    write("site/_rocm_sdk_core/.info/version", "10.0.0");
    for (const auto* family : {"gfx103X_all", "gfx110X_all"})
      take_all("therock-libraries", std::string("site/_rocm_sdk_libraries_") + family);
  }

  static std::vector<std::string> files(const SetManifest& set) {
    std::vector<std::string> out;
    for (const auto& library : set.libraries) out.push_back(library.file + " " + library.soname);
    return out;
  }

  std::vector<GfxTarget> gpus_;
  std::string note_;
};

TEST_F(LibraryLayout, ATreeOfTheRockIsThatOfItsVersion) {
  take_all("therock", "opt/rocm/core-10.0");
  write("opt/rocm/core-10.0/.info/version", "10.0.0\n");
  fs::rename(folder_ / "opt/rocm/core-10.0/lib/libamdhip64.so.7",
             folder_ / "opt/rocm/core-10.0/lib/libamdhip64.so.7.15.26333");
  fs::create_symlink("libamdhip64.so.7.15.26333",
                     folder_ / "opt/rocm/core-10.0/lib/libamdhip64.so.7");
  fs::create_symlink("core-10.0/lib", folder_ / "opt/rocm/lib");
  for (const auto* prefix : {"opt/rocm/core-10.0", "opt/rocm"}) {
    const auto set = scan(prefix);
    EXPECT_EQ(set.prefix, path("opt/rocm/core-10.0"));
    EXPECT_EQ(set.name, "rocm-10.0");
    EXPECT_EQ(set.rocm_version, "10.0.0");
    EXPECT_EQ(set.hip_major, 7U);
    EXPECT_THAT(files(set), ElementsAre("lib/libamd_comgr.so.3 libamd_comgr.so.3",
                                        "lib/libamdhip64.so.7 libamdhip64.so.7",
                                        "lib/libhsa-runtime64.so.1 libhsa-runtime64.so.1"));
  }
  EXPECT_THAT(unregistered({}, path("opt")), ElementsAre(path("opt/rocm/core-10.0")));
  EXPECT_THAT(unregistered({path("opt/rocm/core-10.0")}, path("opt")), IsEmpty());
}

TEST_F(LibraryLayout, VersionsOfTheRockSideBySideAreOfferedEach) {
  for (const auto* version : {"core-7.14", "core-10.0"})
    take_all("therock", std::string("opt/rocm/") + version);
  fs::create_symlink("core-10.0/lib", folder_ / "opt/rocm/lib");
  EXPECT_THAT(unregistered({}, path("opt")),
              ElementsAre(path("opt/rocm/core-10.0"), path("opt/rocm/core-7.14")));
}

TEST_F(LibraryLayout, PackagesOfTheRocksWheelsAreOneSet) {
  take_all("therock", "site-packages/_rocm_sdk_core");
  take_all("therock-libraries", "site-packages/_rocm_sdk_libraries_gfx103X_all");
  write("site-packages/_rocm_sdk_core/.info/version", "10.0.0");
  write(
      "site-packages/_rocm_sdk_libraries_gfx103X_all/lib/rocblas/library/"
      "Kernels.so-000-gfx1030.hsaco",
      "");
  const auto set = scan("site-packages");
  EXPECT_EQ(set.prefix, path("site-packages"));
  EXPECT_EQ(set.name, "rocm-10.0.0");
  EXPECT_EQ(set.rocm_version, "10.0.0");
  EXPECT_THAT(files(set),
              ElementsAre("_rocm_sdk_core/lib/libamd_comgr.so.3 libamd_comgr.so.3",
                          "_rocm_sdk_core/lib/libamdhip64.so.7 libamdhip64.so.7",
                          "_rocm_sdk_core/lib/libhsa-runtime64.so.1 libhsa-runtime64.so.1",
                          "_rocm_sdk_libraries_gfx103X_all/lib/librocblas.so.5 librocblas.so.5"));
  EXPECT_THAT(library_folders(set),
              ElementsAre(path("site-packages/_rocm_sdk_core/lib"),
                          path("site-packages/_rocm_sdk_libraries_gfx103X_all/lib")));
  EXPECT_THAT(set.code, ElementsAre(SetCode{"rocBLAS", {"gfx1030"}}));
}

/// As pip leaves them: host code once, and the kernels of two device wheels in its folder.
TEST_F(LibraryLayout, WheelsForAllGpusAndTheirDeviceWheelsAreOneSet) {
  take_all("therock", "site-packages/_rocm_sdk_core");
  write("site-packages/_rocm_sdk_core/.info/version", "10.0.0");
  const std::string libraries = "site-packages/_rocm_sdk_libraries/";
  take_all("therock-libraries", libraries);
  for (const auto* gfx : {"gfx1032", "gfx1100"}) {
    write(libraries + "lib/rocblas/library/Kernels.so-000-" + gfx + ".hsaco", "");
    write(libraries + ".devel_links/" + gfx + ".json", "{}");
    write(std::string("site-packages/rocm_sdk_device/") + gfx + "/__init__.py", "");
  }
  const auto set = scan("site-packages");
  EXPECT_EQ(set.name, "rocm-10.0.0");
  EXPECT_EQ(find_library(set, "librocblas")->file, "_rocm_sdk_libraries/lib/librocblas.so.5");
  EXPECT_THAT(set.code, ElementsAre(SetCode{"rocBLAS", {"gfx1032", "gfx1100"}}));
  EXPECT_EQ(note_, "");
  EXPECT_EQ(scan("site-packages/_rocm_sdk_libraries").libraries, set.libraries);
}

TEST_F(LibraryLayout, AFamilyLeftFromEarlierWheelsDoesNotHideTodays) {
  take_two_families();
  take_all("therock-libraries", "site/_rocm_sdk_libraries");
  const auto set = scan("site");  // no GPU is known, and none is needed to choose
  EXPECT_EQ(find_library(set, "librocblas")->file, "_rocm_sdk_libraries/lib/librocblas.so.5");
  EXPECT_EQ(note_,
            "using _rocm_sdk_libraries, not _rocm_sdk_libraries_gfx103X_all, "
            "_rocm_sdk_libraries_gfx110X_all: it is for all GPUs");
}

/// amdrocm-core's postinst makes links with update-alternatives.
TEST_F(LibraryLayout, PackagesOfTheRockAreFoundThroughTheirAlternatives) {
  take_all("therock", "opt/rocm/core-10.0");
  write("opt/rocm/core-10.0/.info/version", "10.0.0\n");
  make("opt/rocm/extras-10/lib");
  make("etc/alternatives");
  const std::map<std::string, std::string> links{
      {"core", ""}, {"core-10", ""}, {"rocm-lib", "/lib"}, {"rocm-bin", "/bin"}};
  for (const auto& [name, below] : links) {
    fs::create_symlink(path("opt/rocm/core-10.0") + below, folder_ / ("etc/alternatives/" + name));
    const auto as = name.starts_with("rocm-") ? name.substr(5) : name;
    fs::create_symlink(path("etc/alternatives/" + name), folder_ / ("opt/rocm/" + as));
  }
  for (const auto* prefix : {"opt/rocm", "opt/rocm/core", "opt/rocm/core-10"}) {
    const auto set = scan(prefix);
    EXPECT_EQ(set.prefix, path("opt/rocm/core-10.0"));
    EXPECT_EQ(set.name, "rocm-10.0");
  }
  EXPECT_THAT(unregistered({}, path("opt")), ElementsAre(path("opt/rocm/core-10.0")));
}

TEST_F(LibraryLayout, WithoutTheLinksTheCoresAreNamed) {
  take_all("therock", "opt/rocm/core-10.0");
  EXPECT_THAT(unregistered({}, path("opt")), ElementsAre(path("opt/rocm/core-10.0")));
  EXPECT_EQ(scan_prefix(path("opt/rocm"), {}).error(),
            path("opt/rocm") +
                ": no ROCm library in this folder, its lib or its lib64. Did you mean: rmcpctl "
                "library add " +
                path("opt/rocm/core-10.0"));
}

TEST_F(LibraryLayout, InAnUnpackedSystemTheFoldersOfRocmAreNamed) {
  take_all("whole/lib", "root/usr/lib/x86_64-linux-gnu");
  take_all("therock", "root/opt/rocm/core-10.0");
  take_all("therock", "root/lib/python3.11/site-packages/_rocm_sdk_core");
  EXPECT_THAT(
      scan_prefix(path("root"), {}).error().text,
      testing::EndsWith("Did you mean: rmcpctl library add " + path("root/usr") +
                        ", rmcpctl library add " + path("root/opt/rocm/core-10.0") +
                        ", rmcpctl library add " + path("root/lib/python3.11/site-packages")));
}

constexpr GfxTarget kGfx1032{10, 3, 2}, kGfx1100{11, 0, 0}, kGfx906{9, 0, 6};

TEST_F(LibraryLayout, OfSeveralFamiliesTheOneForAGpuOfThisMachineIsTaken) {
  take_two_families();
  gpus_ = {kGfx906, kGfx1100, kGfx1100};
  const auto set = scan("site");
  EXPECT_EQ(find_library(set, "librocblas")->file,
            "_rocm_sdk_libraries_gfx110X_all/lib/librocblas.so.5");
  EXPECT_EQ(
      note_,
      "using _rocm_sdk_libraries_gfx110X_all, not _rocm_sdk_libraries_gfx103X_all: by name it is "
      "for gfx1100 in this machine");
}

TEST_F(LibraryLayout, WhereThereIsNothingToGoByBothFamiliesAreNamed) {
  take_two_families();
  const auto both = path("site") +
                    ": has libraries for several families of GPUs: _rocm_sdk_libraries_gfx103X_all,"
                    " _rocm_sdk_libraries_gfx110X_all; ";
  const auto say =
      ". Name one: rmcpctl library add " + path("site/_rocm_sdk_libraries_gfx103X_all");
  EXPECT_EQ(scan_prefix(path("site"), {}).error(), both + "no GPU of this machine is known" + say);
  EXPECT_EQ(scan_prefix(path("site"), {kGfx906}).error(),
            both + "by name none is for a GPU of this machine (gfx906)" + say);
  EXPECT_EQ(scan_prefix(path("site"), {kGfx1032, kGfx1100}).error(),
            both + "by name 2 are for a GPU of this machine (gfx1032, gfx1100)" + say);
}

TEST_F(LibraryLayout, AFamilyThatIsNamedIsTakenWithItsRuntime) {
  take_two_families();
  gpus_ = {kGfx1032};
  const auto set = scan("site/_rocm_sdk_libraries_gfx110X_all");
  EXPECT_EQ(set.prefix, path("site"));
  EXPECT_THAT(library_folders(set), ElementsAre(path("site/_rocm_sdk_core/lib"),
                                                path("site/_rocm_sdk_libraries_gfx110X_all/lib")));
  EXPECT_EQ(note_, "");
}

TEST_F(LibraryLayout, OneFamilyIsNoChoiceAndAnEmptyFolderNone) {
  take_two_families();
  fs::remove_all(folder_ / "site/_rocm_sdk_libraries_gfx103X_all/lib");
  gpus_ = {kGfx1032};
  EXPECT_EQ(find_library(scan("site"), "librocblas")->file,
            "_rocm_sdk_libraries_gfx110X_all/lib/librocblas.so.5");
  EXPECT_EQ(note_, "");
}

TEST(Family, IsForTheGpusOfItsName) {
  EXPECT_TRUE(is_for("_rocm_sdk_libraries_gfx103X_dgpu", kGfx1032));
  EXPECT_FALSE(is_for("_rocm_sdk_libraries_gfx103X_dgpu", kGfx1100));
  EXPECT_TRUE(is_for("_rocm_sdk_libraries_gfx1100", kGfx1100));
  EXPECT_FALSE(is_for("_rocm_sdk_libraries_gfx1101", kGfx1100));
  EXPECT_TRUE(is_for("_rocm_sdk_libraries_gfx90X_dcgpu", GfxTarget{9, 0, 10}));
  EXPECT_FALSE(is_for("_rocm_sdk_libraries_gfx10", kGfx1032));
  EXPECT_FALSE(is_for("_rocm_sdk_libraries", kGfx1032));
  EXPECT_FALSE(is_for("_rocm_sdk_libraries_custom", kGfx1032));
}

TEST_F(LibraryLayout, TheRuntimeOfTheRocksWheelsAloneIsASetToo) {
  take_all("therock", "site-packages/_rocm_sdk_core");
  write("site-packages/_rocm_sdk_core/.info/version", "7.14.0");
  const auto set = scan("site-packages/_rocm_sdk_core");
  EXPECT_EQ(set.name, "rocm-7.14.0");
  EXPECT_EQ(set.libraries.size(), 3U);
}

TEST_F(LibraryLayout, AWheelOfPyTorchHasNamesWithoutNumbers) {
  take("wheel-rpath/libamdhip64.so", "site-packages/torch/lib/libamdhip64.so");
  take("wheel-rpath/libhsa-runtime64.so.1", "site-packages/torch/lib/libhsa-runtime64.so.1");
  take("whole/lib/libamd_comgr.so.2", "site-packages/torch/lib/libamd_comgr.so");
  write("site-packages/torch/version.py",
        "from typing import Optional\n__version__ = '2.7.0+rocm6.3'\ncuda: Optional[str] = None\n"
        "hip: Optional[str] = '6.3.42131-a1b2c3d'\n");
  const std::map<std::string, std::string> folders{{"site-packages/torch/lib", ""},
                                                   {"site-packages/torch", "lib/"},
                                                   {"site-packages", "torch/lib/"}};
  for (const auto& [prefix, folder] : folders) {
    const auto set = scan(prefix);
    EXPECT_EQ(set.prefix, path(prefix));
    EXPECT_EQ(set.name, "rocm-6.3");
    EXPECT_EQ(set.rocm_version, "6.3");
    EXPECT_EQ(set.hip_major, 6U);
    EXPECT_THAT(files(set), ElementsAre(folder + "libamd_comgr.so libamd_comgr.so.2",
                                        folder + "libamdhip64.so libamdhip64.so.6",
                                        folder + "libhsa-runtime64.so.1 libhsa-runtime64.so.1"));
  }
}

TEST_F(LibraryLayout, ADistributionsFolderIsASetByItselfAndBelowUsr) {
  const std::string lib = "usr/lib/x86_64-linux-gnu/";
  take("whole/lib/libamd_comgr.so.2", lib + "libamd_comgr.so.2");
  take("whole/lib/libhsa-runtime64.so.1", lib + "libhsa-runtime64.so.1.11.0");
  take("whole/lib/libamdhip64.so.6", lib + "libamdhip64.so.6.1.40093");
  fs::create_symlink("libhsa-runtime64.so.1.11.0", folder_ / (lib + "libhsa-runtime64.so.1"));
  fs::create_symlink("libamdhip64.so.6.1.40093", folder_ / (lib + "libamdhip64.so.6"));
  fs::create_symlink("libamdhip64.so.6", folder_ / (lib + "libamdhip64.so"));
  const std::map<std::string, std::string> folders{{"usr/lib/x86_64-linux-gnu", ""},
                                                   {"usr", "lib/x86_64-linux-gnu/"}};
  for (const auto& [prefix, folder] : folders) {
    const auto set = scan(prefix);
    EXPECT_EQ(set.name, "rocm-6.1");
    EXPECT_EQ(set.rocm_version, "6.1");
    EXPECT_THAT(files(set), ElementsAre(folder + "libamd_comgr.so.2 libamd_comgr.so.2",
                                        folder + "libamdhip64.so.6 libamdhip64.so.6",
                                        folder + "libhsa-runtime64.so.1 libhsa-runtime64.so.1"));
    EXPECT_THAT(find_library(set, "libamdhip64")->aliases,
                testing::UnorderedElementsAre("libamdhip64.so", "libamdhip64.so.6.1.40093"));
  }
}

TEST_F(LibraryLayout, ADistributionsHipSevenHasNoVersionAndCanBeAdded) {
  const std::string lib = "usr/lib/x86_64-linux-gnu/";
  take("therock/lib/libamd_comgr.so.3", lib + "libamd_comgr.so.3");
  take("whole/lib/libhsa-runtime64.so.1", lib + "libhsa-runtime64.so.1.18.0");
  take("wheel-therock/libamdhip64.so.7", lib + "libamdhip64.so.7.2.53211");
  take("hiprtc/libhiprtc.so.7", lib + "libhiprtc.so.7.2.53211");
  take("hiprtc/libhiprtc-builtins.so.7", lib + "libhiprtc-builtins.so.7.2.53211");
  for (const auto* name : {"libamdhip64.so.7", "libhiprtc.so.7", "libhiprtc-builtins.so.7"})
    fs::create_symlink(std::string(name) + ".2.53211", folder_ / (lib + name));
  fs::create_symlink("libhsa-runtime64.so.1.18.0", folder_ / (lib + "libhsa-runtime64.so.1"));
  const auto set = scan("usr/lib/x86_64-linux-gnu");  // as verified: nothing is mixed
  EXPECT_EQ(set.rocm_version, "");
  EXPECT_EQ(set.hip_major, 7U);
  EXPECT_EQ(set.libraries.size(), 5U);
}

TEST_F(LibraryLayout, WhatSaysNothingOfItsVersionHasNoNameEither) {
  take_all("whole/lib", "usr/lib/x86_64-linux-gnu");
  const auto scanned = scan_prefix(path("usr"), {});
  ASSERT_TRUE(scanned) << scanned.error();
  EXPECT_EQ(scanned->set.rocm_version, "");
  EXPECT_EQ(name_for(scanned->set), "");
}

TEST(RocmVersion, PythonSaysItInThreeWays) {
  EXPECT_EQ(version_in_python("__version__ = '2.13.0+rocm10.0.0'\nhip: Optional[str] = "
                              "'7.15.26333'\nrocm: Optional[str] = '10.0.0'\n"),
            "10.0.0");
  EXPECT_EQ(version_in_python("__version__ = '2.7.0+rocm6.3'\nhip = '6.3.42131'"), "6.3");
  EXPECT_EQ(version_in_python("__version__ = \"2.9.0+rocm7.9.0rc20251009\"\n"), "7.9.0");
  EXPECT_EQ(version_in_python("__version__ = '2.5.0a0+gitdeadbee'\nhip = '6.2.41134-65d174c3e'"),
            "6.2");
}

TEST(RocmVersion, ANumberOfHipThatIsNoLongerRocmsIsNotTaken) {
  EXPECT_EQ(version_in_python("__version__ = '2.13.0a0'\nhip = '7.15.26333'\n"), "");
}

TEST(RocmVersion, OtherTextSaysNothing) {
  for (const auto* text : {"", "\n", "hip: Optional[str] = None\n", "rocm = None", "hip = ",
                           "hip = '", "hip", "hip='6'", "whip = '6.3.1'", "hips = '6.3.1'",
                           "__version__ = '2.9.0+cu128'\ncuda = '12.8'", "rocm = 'x'"})
    EXPECT_EQ(version_in_python(text), "") << text;
}

}  // namespace
}  // namespace rmcp::client
