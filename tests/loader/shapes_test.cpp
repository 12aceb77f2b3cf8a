// SPDX-License-Identifier: MIT
// Each start is predicted and done: both have to name the same files.
#include "started.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The files that both agree on.
Paths agreed(const Start& what) {
  const auto seen = start(what);
  const auto result = predicted(what);
  EXPECT_EQ(paths_of(result), seen.mapped);
  EXPECT_EQ(result.missing.empty() && result.notes.empty(), seen.failures.empty()) << seen.failures;
  return seen.mapped;
}

Start torch(const std::string& wheel, std::map<std::string, std::string> environment = {}) {
  return {"bin/plain", {wheel + "/libtorch_hip.so"}, std::move(environment)};
}

TEST(LoaderShapes, PlainProgram) { EXPECT_THAT(agreed({"bin/plain", {}}), Contains("bin/plain")); }

TEST(LoaderShapes, WheelBringsItsOwn) {
  for (const std::string wheel : {"wheel-rpath", "wheel-runpath"}) {
    EXPECT_THAT(agreed(torch(wheel)), AllOf(Contains(wheel + "/libamdhip64.so"),
                                            Contains(wheel + "/libhsa-runtime64.so.1")));
  }
}

TEST(LoaderShapes, LibraryPathDoesNotReachAWheelWithRpath) {
  for (const std::string set : {"set", "set-unnumbered"}) {
    const auto files = agreed(torch("wheel-rpath", {{"LD_LIBRARY_PATH", shape(set)}}));
    EXPECT_THAT(files, Contains("wheel-rpath/libamdhip64.so"));
    EXPECT_THAT(files, Not(Contains(set + "/libamdhip64.so")));
    EXPECT_THAT(files, Not(Contains("set/libhsa-runtime64.so.1")));
  }
}

TEST(LoaderShapes, LibraryPathReachesRunpathWhereTheNameIsTheSame) {
  const auto numbered = agreed(torch("wheel-runpath", {{"LD_LIBRARY_PATH", shape("set")}}));
  // Half of each: HIP of the wheel, since its name is another one, and ROCr of the set.
  EXPECT_THAT(numbered, AllOf(Contains("wheel-runpath/libamdhip64.so"),
                              Contains("set/libhsa-runtime64.so.1")));
  EXPECT_THAT(agreed(torch("wheel-runpath", {{"LD_LIBRARY_PATH", shape("set-unnumbered")}})),
              AllOf(Contains("set-unnumbered/libamdhip64.so"),
                    Not(Contains("wheel-runpath/libamdhip64.so"))));
}

TEST(LoaderShapes, PreloadWithAnotherSonameMapsTwoCopies) {
  for (const std::string wheel : {"wheel-rpath", "wheel-runpath"}) {
    const auto files = agreed(torch(
        wheel, {{"LD_PRELOAD", shape("set/libamdhip64.so.6")}, {"LD_LIBRARY_PATH", shape("set")}}));
    EXPECT_THAT(files,
                AllOf(Contains("set/libamdhip64.so.6"), Contains(wheel + "/libamdhip64.so")));
  }
}

TEST(LoaderShapes, PreloadWithTheNameThatIsNeededIsTheOnlyCopy) {
  for (const std::string wheel : {"wheel-rpath", "wheel-runpath"}) {
    const auto files =
        agreed(torch(wheel, {{"LD_PRELOAD", shape("set-unnumbered/libamdhip64.so")}}));
    EXPECT_THAT(files, AllOf(Contains("set-unnumbered/libamdhip64.so"),
                             Not(Contains(wheel + "/libamdhip64.so"))));
  }
}

TEST(LoaderShapes, PreloadWithoutASlashIsSearched) {
  const auto files = agreed({"bin/plain",
                             {},
                             {{"LD_PRELOAD", "libhsa-runtime64.so.1 libdeep.so"},
                              {"LD_LIBRARY_PATH", shape("set") + ":" + shape("own")}}});
  EXPECT_THAT(files, AllOf(Contains("set/libhsa-runtime64.so.1"), Contains("own/libdeep.so")));
}

TEST(LoaderShapes, PreloadThatIsNotThereIsIgnored) {
  const Start what{
      "bin/plain", {}, {{"LD_PRELOAD", "/nowhere/libamdhip64.so.6:" + shape("own/libdeep.so")}}};
  EXPECT_THAT(agreed(what), Contains("own/libdeep.so"));
  EXPECT_THAT(predicted(what).notes,
              ElementsAre(HasSubstr("/nowhere/libamdhip64.so.6: cannot be preloaded")));
}

TEST(LoaderShapes, ProgramsOwnPathComesBeforeOrAfterLibraryPath) {
  const std::map<std::string, std::string> set = {{"LD_LIBRARY_PATH", shape("set")}};
  EXPECT_THAT(agreed({"bin/hip-rpath", {}, set}), Contains("own/libamdhip64.so.6"));
  const auto files = agreed({"bin/hip-runpath", {}, set});
  EXPECT_THAT(files,
              AllOf(Contains("set/libamdhip64.so.6"), Not(Contains("own/libamdhip64.so.6"))));
}

TEST(LoaderShapes, RpathIsInheritedAndRunpathIsNot) {
  EXPECT_THAT(agreed({"bin/hip-rpath", {}}), Contains("own/libdeep.so"));
  // own/libamdhip64.so.6 is found by the program's RUNPATH; what that needs is not.
  EXPECT_THAT(predicted({"bin/hip-runpath", {}}).missing,
              ElementsAre(Field(&MissingObject::name, "libdeep.so")));
  EXPECT_THAT(start({"bin/hip-runpath", {}}).failures,
              HasSubstr("libdeep.so: cannot open shared object file"));
  EXPECT_THAT(agreed({"bin/hip-runpath", {}, {{"LD_LIBRARY_PATH", shape("elsewhere")}}}),
              Contains("elsewhere/libdeep.so"));
}

TEST(LoaderShapes, RpathOfWhoAskedFirstCountsForAll) {
  EXPECT_THAT(
      agreed({"bin/plain", {"chain/libfirst.so"}, {{"LD_LIBRARY_PATH", shape("elsewhere")}}}),
      Contains("own/libdeep.so"));
}

TEST(LoaderShapes, RunpathShutsInheritedRpathOff) {
  EXPECT_THAT(
      agreed({"bin/plain", {"chain/libsecond.so"}, {{"LD_LIBRARY_PATH", shape("elsewhere")}}}),
      Contains("elsewhere/libdeep.so"));
  const Start without{"bin/plain", {"chain/libsecond.so"}};
  EXPECT_THAT(start(without).failures, HasSubstr("libdeep.so"));
  EXPECT_THAT(predicted(without).missing, ElementsAre(Field(&MissingObject::name, "libdeep.so")));
}

TEST(LoaderShapes, OrderOfOpeningDecidesForAll) {
  const auto wheel_first =
      agreed({"bin/plain", {"wheel-runpath/libtorch_hip.so", "set/libamdhip64.so.6"}});
  EXPECT_THAT(wheel_first, AllOf(Contains("wheel-runpath/libhsa-runtime64.so.1"),
                                 Not(Contains("set/libhsa-runtime64.so.1"))));
  const auto set_first =
      agreed({"bin/plain", {"set/libhsa-runtime64.so.1", "wheel-runpath/libtorch_hip.so"}});
  EXPECT_THAT(set_first, AllOf(Contains("set/libhsa-runtime64.so.1"),
                               Not(Contains("wheel-runpath/libhsa-runtime64.so.1"))));
}

TEST(LoaderShapes, SubfolderOfTheProcessorComesFirst) {
  const auto files = agreed({"bin/fast", {}});
  EXPECT_THAT(files, Contains(HasSubstr("libfast.so")));
}

TEST(LoaderShapes, FileOfAnotherMachineIsPassedOver) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "rmcp-foreign";
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(shape("odd/libodd.so"), folder / "libodd.so",
                             std::filesystem::copy_options::overwrite_existing);
  std::fstream(folder / "libodd.so", std::ios::in | std::ios::out | std::ios::binary)
      .seekp(18)
      .write("\xb7", 1);
  EXPECT_THAT(agreed({"bin/odd", {}, {{"LD_LIBRARY_PATH", folder.string()}}}),
              Contains("odd/libodd.so"));
  std::filesystem::remove_all(folder);
}

TEST(LoaderShapes, DamagedFileIsNot) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "rmcp-damaged";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "libodd.so") << "nothing";
  const Start what{"bin/odd", {}, {{"LD_LIBRARY_PATH", folder.string()}}};
  EXPECT_THAT(start(what).failures, HasSubstr("file too short"));
  EXPECT_THAT(predicted(what).missing,
              ElementsAre(Field(&MissingObject::reason, HasSubstr("not an ELF file"))));
  std::filesystem::remove_all(folder);
}

TEST(LoaderShapes, LibraryWithoutDefaultFoldersFindsNothingThere) {
  EXPECT_THAT(agreed({"bin/plain", {"nodeflib/libloose.so"}}), Contains(HasSubstr("libresolv")));
  const Start strict{"bin/plain", {"nodeflib/libstrict.so"}};
  EXPECT_THAT(start(strict).failures, HasSubstr("libresolv"));
  EXPECT_THAT(predicted(strict).missing,
              ElementsAre(Field(&MissingObject::name, HasSubstr("libresolv"))));
  EXPECT_THAT(agreed({"bin/plain", {"nodeflib/libloose.so", "nodeflib/libstrict.so"}}),
              Contains("nodeflib/libstrict.so"));
}

TEST(LoaderShapes, WordsInPathsAreReplaced) {
  EXPECT_THAT(agreed({"bin/plain", {"words/libwords.so"}}), Contains("own/libdeep.so"));
  EXPECT_THAT(
      agreed({"bin/fast",
              {},
              {{"LD_LIBRARY_PATH", "$ORIGIN/../set"}, {"LD_PRELOAD", "libhsa-runtime64.so.1"}}}),
      Contains("set/libhsa-runtime64.so.1"));
}

TEST(LoaderShapes, ProgramsOfTheSystem) {
  const auto bin = std::filesystem::path(shape("bin"));
  for (const auto* program :
       {"/bin/ls", "/bin/bash", "/usr/bin/cmake", "/usr/bin/ninja", "/usr/bin/git",
        "/usr/bin/dbus-daemon", "/usr/bin/systemctl", "/usr/bin/apt-get"}) {
    if (!std::filesystem::exists(program)) continue;
    // With this variable ld.so prints what it would load, and does not start the program.
    const Start what{"bin/" + std::filesystem::relative(program, bin).string(),
                     {},
                     {{"LD_TRACE_LOADED_OBJECTS", "1"}}};
    Paths expected;
    for (const auto& object : predicted(what).objects)
      if (object.by != FoundBy::program && object.by != FoundBy::interpreter)
        expected.insert(std::filesystem::canonical(object.path));
    EXPECT_EQ(expected, traced(what)) << program;
  }
}

}  // namespace
}  // namespace rmcp::client
