// SPDX-License-Identifier: MIT
// Kernels beside libraries, and libraries that programs open later: found by names and folders.
#include "client/inspect/code_places.hpp"

#include "client/scan/components.hpp"
#include "lib/code/later_libraries.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

namespace fs = std::filesystem;
using Kind = CodePlace::Kind;

class CodePlacesTest : public testing::Test {
 protected:
  std::string file(const std::string& name) const {
    const auto path = fs::canonical(folder_.path()) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "x";
    return path.string();
  }

  CodeSearch search(const std::string& library, const std::string& variable = "",
                    const std::string& value = "") const {
    LoadResult loaded;
    loaded.objects.push_back({.path = library});
    return find_code(loaded,
                     {[&](const std::string& name) { return name == variable ? value : ""; }});
  }

  std::string path(const std::string& name) const {
    return (fs::canonical(folder_.path()) / name).string();
  }

  test::TemporaryFolder folder_;
};

TEST_F(CodePlacesTest, DebiansRocblasReadsTheFolderOfItsVersion) {
  const auto library = file("lib/librocblas.so.0.1");
  file("lib/rocblas/2.47.0/library/Kernels.so-000-gfx1030.hsaco");
  file("lib/rocblas/2.47.0/library/TensileLibrary_gfx1030.dat");
  const auto found = search(library).places;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, path("lib/rocblas/2.47.0/library"));
  EXPECT_EQ(found[0].kind, Kind::folder);
  EXPECT_THAT(found[0].targets, ElementsAre("gfx1030"));
}

TEST_F(CodePlacesTest, FirstFolderThatExistsIsTheOneThatIsRead) {
  const auto library = file("lib/librocblas.so.4");
  file("lib/rocblas/4.4.1/library/Kernels.so-000-gfx1100.hsaco");
  file("lib/rocblas/library/Kernels.so-000-gfx1030.hsaco");
  const auto found = search(library).places;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].targets, ElementsAre("gfx1100"));
}

// Seen: the real rocBLAS through a link elsewhere says "Cannot read" and ends the program.
TEST_F(CodePlacesTest, RocblasLooksBesideTheLinkAndMiopenBesideTheFile) {
  file("lib/rocblas/library/Kernels.so-000-gfx1030.hsaco");
  file("share/miopen/db/gfx1030_36.db.txt");
  fs::create_directories(path("elsewhere/lib"));
  for (const auto* name : {"librocblas.so.4", "libMIOpen.so.1"})
    fs::create_symlink(file(std::string("lib/") + name), path("elsewhere/lib/") + name);
  const auto found = search(path("elsewhere/lib/librocblas.so.4")).places;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Kind::no_folder);
  EXPECT_EQ(found[0].path, path("elsewhere/lib"));
  const auto tuning = search(path("elsewhere/lib/libMIOpen.so.1")).tuning;
  ASSERT_EQ(tuning.size(), 1U);
  EXPECT_EQ(tuning[0].path, path("share/miopen/db"));
}

TEST_F(CodePlacesTest, LibraryWithoutItsFolderSaysSo) {
  for (const auto* name : {"librocblas.so.4", "libhipblaslt.so.0", "libhipsparselt.so.0"}) {
    const auto found = search(file(std::string("lib/") + name)).places;
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(found[0].kind, Kind::no_folder) << name;
  }
  EXPECT_THAT(search(file("lib/librocfft.so.0")).places, IsEmpty()) << "it needs none";
}

TEST_F(CodePlacesTest, FolderWithoutAnyGpuIsNotNoFolder) {
  const auto library = file("lib/libhipsparselt.so.0");
  file("lib/hipsparselt/library/README");
  const auto found = search(library).places;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Kind::folder);
  EXPECT_THAT(found[0].targets, IsEmpty());
}

TEST_F(CodePlacesTest, VariableNamesAnotherFolder) {
  const auto library = file("lib/librocblas.so.4");
  file("lib/rocblas/library/Kernels.so-000-gfx1030.hsaco");
  file("mine/Kernels.so-000-gfx1032.hsaco");
  const auto found = search(library, "ROCBLAS_TENSILE_LIBPATH", path("mine")).places;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].targets, ElementsAre("gfx1032"));
}

TEST_F(CodePlacesTest, RootIsThatOfTheProgram) {
  file("box/rocm/lib/librocblas.so.4");
  file("box/kernels/library/TensileLibrary_gfx1030.co");
  fs::create_symlink("/kernels", path("box/rocm/lib/rocblas"));
  const auto root = sys::Root::of(path("box"));
  ASSERT_TRUE(root);
  LoadResult loaded;
  loaded.objects.push_back({.path = "/rocm/lib/librocblas.so.4"});
  std::string folder = "/";
  const auto search = [&](const std::string& variable) {
    return find_code(loaded, {[&](const std::string& name) {
                                return name == "ROCBLAS_TENSILE_LIBPATH" ? variable : "";
                              },
                              folder, *root})
        .places;
  };
  ASSERT_EQ(search("").size(), 1U);
  EXPECT_EQ(search("")[0].path, "/rocm/lib/rocblas/library");
  EXPECT_THAT(search("")[0].targets, ElementsAre("gfx1030"));
  EXPECT_EQ(search("/kernels/library")[0].path, "/kernels/library");
  folder = "/rocm";
  EXPECT_EQ(search("../kernels/library")[0].path, "/rocm/../kernels/library");
}

TEST_F(CodePlacesTest, MiopensDatabasesOnlyMakeThingsFaster) {
  const auto library = file("lib/libMIOpen.so.1");
  file("share/miopen/db/gfx1030_36.db.txt");
  const auto found = search(library);
  EXPECT_THAT(found.places, IsEmpty());
  ASSERT_EQ(found.tuning.size(), 1U);
  EXPECT_EQ(found.tuning[0].path, path("share/miopen/db"));
}

TEST(Components, HaveTheCodeThatAllTheirPartsHave) {
  const auto code = components_of({{"/l/librocblas.so.4", "rocBLAS", {"gfx1030", "gfx1100"}, {}},
                                   {"/l/rocblas/library", "rocBLAS", {"gfx1100"}, {}, Kind::folder},
                                   {"/l/librocfft.so.0", "rocFFT", {"gfx1030"}, {}, Kind::archives},
                                   {"/l", "hipBLASLt", {}, {}, Kind::no_folder}});
  ASSERT_EQ(code.size(), 3U);
  EXPECT_EQ(code[0].component, "hipBLASLt");
  EXPECT_THAT(code[0].targets, IsEmpty());
  EXPECT_THAT(code[1].targets, ElementsAre("gfx1100"));
  EXPECT_TRUE(code[2].in_archives);
}

// ---- Libraries that programs open later ----

class LaterLibrariesTest : public CodePlacesTest {
 protected:
  static code::LaterLibraries find(const std::string& program, const std::string& library = "",
                                   const std::string& named = "") {
    std::vector<std::string> loaded;
    if (!library.empty()) loaded.push_back(library);
    return code::find_later_libraries(program, loaded, [&](const std::string& name) {
      return name == "GGML_BACKEND_PATH" ? named : "";
    });
  }
};

TEST_F(LaterLibrariesTest, GgmlOpensItsBackendFromAFolderBesideItself) {
  const auto backend = file("lib/ggml/backends0/libggml-hip.so");
  file("lib/ggml/backends0/libggml-cpu.so");
  const auto found = find(file("bin/llama-cli"), file("lib/libggml.so.0"));
  EXPECT_EQ(found.owner, "ggml");
  EXPECT_THAT(found.files, ElementsAre(backend));
  EXPECT_EQ(found.looked_in, path("lib/ggml/backends0"));
}

TEST_F(LaterLibrariesTest, GgmlOpensTheFileThatAVariableNames) {
  const auto mine = file("mine/libggml-hip.so");
  EXPECT_THAT(find(file("bin/llama-cli"), file("lib/libggml-base.so"), mine).files,
              ElementsAre(mine));
}

TEST_F(LaterLibrariesTest, OllamaHasAFolderForEachRocm) {
  const auto backend = file("lib/ollama/rocm_v7_2/libggml-hip.so");
  EXPECT_THAT(find(file("bin/ollama")).files, ElementsAre(backend));
}

TEST_F(LaterLibrariesTest, OnnxRuntimeOpensProvidersBesideItself) {
  const auto library = file("lib/libonnxruntime.so.1.23.2");
  const auto provider = file("lib/libonnxruntime_providers_migraphx.so");
  EXPECT_THAT(find(file("bin/program"), library).files, ElementsAre(provider));
}

TEST_F(LaterLibrariesTest, OtherProgramsOpenNothingKnown) {
  EXPECT_EQ(find(file("bin/program"), file("lib/libm.so.6")), code::LaterLibraries{});
}

}  // namespace
}  // namespace rmcp::client
