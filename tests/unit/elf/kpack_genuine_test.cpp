// SPDX-License-Identifier: MIT
// Archives and libraries that rocm-kpack's own tools have made, where somebody has some: they are
// third-party data, not part of the project.
#include "kpack_flaw.hpp"
#include "lib/elf/gpu_code.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace rmcp::elf {
namespace {

using testing::IsEmpty;

class GenuineKpack : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(kFolder)) GTEST_SKIP() << "no genuine files in " << kFolder;
  }

  KpackArchive archive(const std::string& name) const {
    const auto read = read_kpack_archive(MemoryFile(contents_of(kFolder + name)).fd());
    if (!read) ADD_FAILURE() << name << ": " << read.error();
    return read.value_or(KpackArchive{});
  }
  GpuCode library(const std::string& name) const {
    return find_gpu_code(contents_of(kFolder + name));
  }

  const std::string kFolder = RMCP_CASES "/rocm/";
};

using Targets = std::set<std::string>;

// Those that the runtime's own tests read.
TEST_F(GenuineKpack, OfTheFormatIsReadWithoutAndWithCompression) {
  EXPECT_EQ(
      archive("kpack-format/test_noop.kpack"),
      (KpackArchive{{"gfx900", "gfx906"},
                    {{"lib/libtest.so", {"gfx900", "gfx906"}}, {"bin/testapp", {"gfx900"}}}}));
  EXPECT_EQ(
      archive("kpack-format/test_zstd.kpack"),
      (KpackArchive{{"gfx1100", "gfx1101"},
                    {{"lib/libhip.so", {"gfx1100", "gfx1101"}}, {"bin/hiptest", {"gfx1100"}}}}));
}

TEST_F(GenuineKpack, OfATreeHasAllTargetsOfItsLibrary) {
  const Targets all = {"gfx1030", "gfx1032", "gfx1100"};
  EXPECT_EQ(archive("kpack-one-archive/.kpack/demo-gfx103X.kpack"),
            (KpackArchive{all, {{"lib/libdemo_hip.so", all}}}));
}

TEST_F(GenuineKpack, OfASplitTreeHasOneTargetEach) {
  for (const std::string target : {"gfx1030", "gfx1100"})
    EXPECT_EQ(archive("kpack-split/.kpack/demo_lib_" + target + ".kpack"),
              (KpackArchive{{target}, {{"stage/lib/libdemo_hip.so", {target}}}}));
}

TEST_F(GenuineKpack, LibrarySaysWhereItsCodeIs) {
  for (const auto& [folder, reference] : std::vector<std::pair<std::string, KpackReference>>{
           {"kpack-one-archive", {"lib/libdemo_hip.so", {"../.kpack/demo-gfx103X.kpack"}}},
           {"kpack-split", {"stage/lib/libdemo_hip.so", {"../.kpack/demo_lib_@GFXARCH@.kpack"}}}}) {
    const auto code = library(folder + "/lib/libdemo_hip.so");
    EXPECT_TRUE(code.outside) << folder;
    EXPECT_EQ(code.reference, reference);
    EXPECT_THAT(code.targets, IsEmpty());
    EXPECT_THAT(code.problems, IsEmpty());
  }
}

}  // namespace
}  // namespace rmcp::elf
