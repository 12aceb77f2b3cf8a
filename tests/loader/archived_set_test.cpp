// SPDX-License-Identifier: MIT
// A library set whose GPU code is in archives: device packages come and go.
#include "client/inspect/code_places.hpp"
#include "lib/verify/manifest.hpp"
#include "library_set_on_disk.hpp"
#include "tests/unit/elf/kpack_builder.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ArchivedSet : public test::LibrarySetOnDisk {
 protected:
  ArchivedSet() {
    fs::copy_file(RMCP_SHAPES "/archived/librocfft.so.0", lib("librocfft.so.0"));
    ::chmod(lib("librocfft.so.0").c_str(), 0644);
  }

  std::string archive(const std::string& target) const {
    return prefix() + "/.kpack/fft_lib_" + target + ".kpack";
  }

  void install(const std::string& target, std::size_t cut = std::string::npos) const {
    const auto bytes = elf::kpack_archive({.compression = elf::KpackCompression::zstd,
                                           .targets = {target},
                                           .code = {{"lib/librocfft.so.0#0", target}}});
    fs::create_directory(prefix() + "/.kpack");
    ::chmod((prefix() + "/.kpack").c_str(), 0755);
    std::ofstream(archive(target), std::ios::binary) << bytes.substr(0, cut);
    ::chmod(archive(target).c_str(), 0644);
  }

  static SetCode fft_of(const LibrarySet& set) {
    for (const auto& code : set.code)
      if (code.component == "rocFFT") return code;
    return {};
  }
};

TEST_F(ArchivedSet, ManifestSaysWhereTheArchivesAre) {
  install("gfx1030");
  const auto set = scanned();
  const auto* library = find_library(set, "librocfft");
  ASSERT_NE(library, nullptr);
  EXPECT_EQ(library->kpack_name, "lib/librocfft.so.0");
  EXPECT_THAT(library->kpack_paths, ElementsAre("../.kpack/fft_lib_@GFXARCH@.kpack"));
  const auto read = verify::read_manifest("x.toml", verify::manifest_text(set));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*find_library(read.set, "librocfft"), *library);
}

TEST_F(ArchivedSet, CodeIsThatOfThePackagesThatAreInstalledNow) {
  const auto set = scanned();
  EXPECT_THAT(fft_of(verified(set)).targets, IsEmpty());
  install("gfx1030");
  install("gfx1032");
  auto found = verified(set);
  EXPECT_EQ(found.found.state, SetState::ok) << first(found);
  EXPECT_THAT(fft_of(found).targets, ElementsAre("gfx1030", "gfx1032"));
  EXPECT_TRUE(fft_of(found).in_archives);
  EXPECT_THAT(components_without(found, {10, 1, 0}), ElementsAre("rocFFT"));
  EXPECT_THAT(components_without(found, {10, 3, 2}), IsEmpty());
  fs::remove(archive("gfx1032"));
  EXPECT_THAT(fft_of(verified(set)).targets, ElementsAre("gfx1030"));
}

TEST_F(ArchivedSet, DamagedArchiveDegradesTheSetAndIsNotMissingCode) {
  install("gfx1030");
  install("gfx1032", 100);
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.state, SetState::degraded);
  EXPECT_THAT(first(set), HasSubstr("fft_lib_gfx1032.kpack"));
  EXPECT_THAT(fft_of(set).unread, ElementsAre("gfx1032"));
  EXPECT_THAT(components_without(set, {10, 3, 2}), IsEmpty());
}

TEST_F(ArchivedSet, ArchiveThatOthersMayWriteIsNotUsed) {
  install("gfx1030");
  ::chmod(archive("gfx1030").c_str(), 0666);
  const auto set = verified(scanned());
  EXPECT_EQ(set.found.state, SetState::degraded);
  EXPECT_THAT(first(set), HasSubstr("cannot be trusted"));
  EXPECT_THAT(fft_of(set).targets, IsEmpty());
}

TEST_F(ArchivedSet, ArchivesOutsideOfThePrefixAreNotUsed) {
  install("gfx1030");
  auto manifest = scanned();
  fs::create_directory(folder_ / "elsewhere");
  fs::rename(archive("gfx1030"), folder_ / "elsewhere/fft_gfx1030.kpack");
  for (auto& library : manifest.libraries)
    if (!library.kpack_paths.empty()) library.kpack_paths = {"../../elsewhere/fft_@GFXARCH@.kpack"};
  const auto set = verified(manifest);
  EXPECT_THAT(set.found.reasons, Contains(HasSubstr("is outside of the prefix")));
  EXPECT_THAT(fft_of(set).targets, IsEmpty());
}

TEST_F(ArchivedSet, InspectFindsTheCodeThatAProgramWouldRun) {
  install("gfx1030");
  install("gfx1032", 100);
  std::string disabled;
  const auto search = [&] {
    LoadResult loaded;
    loaded.objects.push_back({.path = lib("librocfft.so.0")});
    return find_code(loaded, {[&](const std::string& name) {
                       return name == "ROCM_KPACK_DISABLE" ? disabled : std::string();
                     }});
  };
  const auto places = search().places;
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].kind, CodePlace::Kind::archives);
  EXPECT_EQ(places[0].library, "rocFFT");
  EXPECT_THAT(places[0].targets, ElementsAre("gfx1030"));
  EXPECT_THAT(places[0].unread, ElementsAre("gfx1032"));
  EXPECT_THAT(places[0].problems, ElementsAre(HasSubstr("fft_lib_gfx1032.kpack: ")));
  disabled = "1";
  EXPECT_THAT(search().places.at(0).targets, IsEmpty());
}

TEST_F(ArchivedSet, FolderOfArchivesGoesAlongWithItsLibraries) {
  install("gfx1030");
  EXPECT_THAT(verified(scanned()).found.data, ElementsAre(".kpack"));
}

TEST_F(ArchivedSet, FolderWithLibrariesNeverGoesAlong) {
  install("gfx1030");
  auto manifest = scanned();
  fs::rename(archive("gfx1030"), lib("fft_gfx1030.kpack"));
  for (auto& library : manifest.libraries)
    if (!library.kpack_paths.empty()) library.kpack_paths = {"fft_@GFXARCH@.kpack"};
  EXPECT_THAT(verified(manifest).found.data, ElementsAre("lib/fft_gfx1030.kpack"));
}

}  // namespace
}  // namespace rmcp::client
