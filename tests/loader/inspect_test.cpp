// SPDX-License-Identifier: MIT
// A program in the shape of PyTorch and a library set: what inspect says, and what really happens
// when the program is started in each way.
#include "client/inspect/inspect.hpp"

#include "client/document/json.hpp"
#include "client/inspect/set_use.hpp"
#include "client/inspect/target.hpp"
#include "client/loader/setup.hpp"
#include "started.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <filesystem>

namespace rmcp::client {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

LibrarySet numbered() {
  return {{.name = "patched",
           .prefix = shape("set"),
           .libraries = {{.file = "libamdhip64.so.6", .soname = "libamdhip64.so.6"},
                         {.file = "libhsa-runtime64.so.1", .soname = "libhsa-runtime64.so.1"}}},
          {}};
}

LibrarySet unnumbered() {
  return {{.name = "renamed",
           .prefix = shape("set-unnumbered"),
           .libraries = {{.file = "libamdhip64.so", .soname = "libamdhip64.so"}}},
          {}};
}

ProgramFiles torch_files(const std::string& wheel) {
  return {shape("bin/plain"), {shape(wheel + "/libtorch_hip.so")}};
}

SetUse try_it(const std::string& wheel, StartMode mode, const LibrarySet& set) {
  DiskFiles files;
  const auto setup = read_loader_setup(shape("bin/plain"), [](const std::string&) { return ""; });
  return try_start(torch_files(wheel), mode, setup, set, files);
}

std::optional<StartMode> best(const std::string& wheel, const LibrarySet& set) {
  DiskFiles files;
  const auto setup = read_loader_setup(shape("bin/plain"), [](const std::string&) { return ""; });
  return best_mode(torch_files(wheel), setup, set, files);
}

/// The variables of that way of starting.
std::map<std::string, std::string> variables_of(StartMode mode, const LibrarySet& set) {
  const auto setup = setup_for(mode, {}, set);
  std::map<std::string, std::string> out = {{"LD_LIBRARY_PATH", setup.library_path}};
  if (!setup.preload.empty()) out["LD_PRELOAD"] = setup.preload;
  return out;
}

TEST(SetUse, LibraryWithItsCodeInArchivesIsNotMounted) {
  auto set = numbered();
  set.code = {{"HIP", {"gfx1030"}, {}, true}};
  EXPECT_THAT(try_it("wheel-rpath", StartMode::mount, set).why_not,
              HasSubstr("HIP of the set has its GPU code in archives, which it would not find"));
  EXPECT_EQ(best("wheel-rpath", set), std::nullopt);
}

TEST(SetUse, WheelWithRpathWantsAMount) {
  EXPECT_EQ(best("wheel-rpath", numbered()), StartMode::mount);
  EXPECT_THAT(try_it("wheel-rpath", StartMode::path, numbered()).why_not,
              AllOf(HasSubstr("libamdhip64.so is found by the RPATH of"),
                    HasSubstr("comes before LD_LIBRARY_PATH")));
  EXPECT_THAT(try_it("wheel-rpath", StartMode::preload, numbered()).why_not,
              HasSubstr("two copies of libamdhip64"));
}

TEST(SetUse, SetWithTheNamesOfTheWheelMayBePreloaded) {
  EXPECT_EQ(best("wheel-rpath", unnumbered()), StartMode::preload);
  EXPECT_EQ(best("wheel-runpath", unnumbered()), StartMode::path);
}

TEST(SetUse, WheelWithRunpathGetsHalfOfANumberedSetByPath) {
  const auto use = try_it("wheel-runpath", StartMode::path, numbered());
  EXPECT_FALSE(use.whole);
  EXPECT_THAT(use.why_not, HasSubstr("libamdhip64.so"));
  EXPECT_EQ(best("wheel-runpath", numbered()), StartMode::mount);
}

TEST(SetUse, ProgramOfTheSystemTakesThePath) {
  DiskFiles files;
  const auto setup =
      read_loader_setup(shape("bin/hip-runpath"), [](const std::string&) { return ""; });
  EXPECT_EQ(best_mode({shape("bin/hip-runpath"), {}}, setup, numbered(), files), StartMode::path);
  EXPECT_EQ(best_mode({shape("bin/hip-rpath"), {}}, setup, numbered(), files), StartMode::preload);
  EXPECT_EQ(best_mode({shape("bin/plain"), {}}, setup, numbered(), files), std::nullopt);
}

TEST(SetUse, PathThatTheCommandSetsItselfKeepsTheSetOut) {
  DiskFiles files;
  auto setup = read_loader_setup(shape("bin/hip-runpath"), [](const std::string&) { return ""; });
  setup.library_path_by = "env";  // env LD_LIBRARY_PATH= bin/hip-runpath
  const ProgramFiles what = {shape("bin/hip-runpath"), {}};
  const auto use = try_start(what, StartMode::path, setup, numbered(), files);
  EXPECT_FALSE(use.whole);
  EXPECT_EQ(use.why_not, "env sets LD_LIBRARY_PATH itself, without the set's folders");
  EXPECT_EQ(best_mode(what, setup, numbered(), files), StartMode::preload);
  setup.preload_by = "env";
  EXPECT_EQ(try_start(what, StartMode::preload, setup, numbered(), files).why_not,
            "env sets LD_PRELOAD itself, without the set's libraries");
}

TEST(SetUse, FileWithTheBuildIdOfTheSetIsAsGood) {
  auto use = try_it("wheel-rpath", StartMode::as_is, numbered());
  ASSERT_THAT(use.libraries, Not(IsEmpty()));
  EXPECT_EQ(use.libraries[0].in_set, InSet::other);
  auto set = numbered();
  set.libraries[0].build_id = use.libraries[0].build_id;
  DiskFiles files;
  compare_with_set(use.libraries, set, files);
  EXPECT_EQ(use.libraries[0].in_set, InSet::same_build);
}

TEST(SetUse, WhatIsForeseenOfPathAndPreloadHappens) {
  for (const std::string wheel : {"wheel-rpath", "wheel-runpath"}) {
    for (const auto mode : {StartMode::path, StartMode::preload}) {
      for (const auto& set : {numbered(), unnumbered()}) {
        const auto seen =
            start({"bin/plain", {wheel + "/libtorch_hip.so"}, variables_of(mode, set)});
        EXPECT_EQ(paths_of(try_it(wheel, mode, set).loaded), seen.mapped)
            << wheel << to_string(mode) << set.name;
      }
    }
  }
}

TEST(SetUse, WhatIsForeseenOfAMountHappens) {
  if (!can_mount()) GTEST_SKIP() << "no user namespace for this user";
  for (const std::string wheel : {"wheel-rpath", "wheel-runpath"}) {
    const auto seen = start({"bin/plain",
                             {wheel + "/libtorch_hip.so"},
                             variables_of(StartMode::mount, numbered()),
                             {{wheel + "/libamdhip64.so", "set/libamdhip64.so.6"},
                              {wheel + "/libhsa-runtime64.so.1", "set/libhsa-runtime64.so.1"}}});
    const auto use = try_it(wheel, StartMode::mount, numbered());
    EXPECT_TRUE(use.whole) << use.why_not;
    // maps name the place where it was found: what lies there is the set's file.
    EXPECT_EQ(paths_of(use.loaded), seen.mapped) << seen.failures;
  }
}

/// A build of TheRock's: its HIP finds a library by $ORIGIN, which a mount makes the wheel's
/// folder.
LibrarySet therock() {
  return {{.name = "therock",
           .prefix = shape("therock"),
           .libraries = {{.file = "lib/libamdhip64.so.7", .soname = "libamdhip64.so.7"},
                         {.file = "lib/libhsa-runtime64.so.1", .soname = "libhsa-runtime64.so.1"}}},
          {.companions = {{"lib/rocm_sysdeps/lib/librocm_sysdeps_elf.so.1", false}}}};
}

TEST(SetUse, WhatASetsLibrariesFindBesideThemselvesIsFoundFromAMountToo) {
  const std::string wheel = "wheel-therock";
  const auto use = try_it(wheel, StartMode::mount, therock());
  EXPECT_TRUE(use.whole) << use.why_not;
  EXPECT_EQ(use.setup.library_path,
            shape("therock/lib") + ":" + shape("therock/lib/rocm_sysdeps/lib"));
  if (!can_mount()) GTEST_SKIP() << "no user namespace for this user";
  const auto seen =
      start({"bin/plain",
             {wheel + "/libtorch_hip.so"},
             {{"LD_LIBRARY_PATH", use.setup.library_path}},
             {{wheel + "/libamdhip64.so.7", "therock/lib/libamdhip64.so.7"},
              {wheel + "/libhsa-runtime64.so.1", "therock/lib/libhsa-runtime64.so.1"}}});
  EXPECT_EQ(paths_of(use.loaded), seen.mapped) << seen.failures;
  EXPECT_TRUE(seen.mapped.contains("therock/lib/rocm_sysdeps/lib/librocm_sysdeps_elf.so.1"));
}

TEST(SetUse, FoldersOfCompanionsAreGivenOnlyWhereTheyAreWanted) {
  for (const auto mode : {StartMode::as_is, StartMode::path, StartMode::preload})
    EXPECT_THAT(try_it("wheel-therock", mode, therock()).setup.library_path,
                Not(HasSubstr("rocm_sysdeps")))
        << to_string(mode);
  EXPECT_THAT(try_it("wheel-rpath", StartMode::mount, numbered()).setup.library_path, shape("set"));
}

TEST(SetUse, ASetThatLosesACompanionOnTheWayIsNotWhole) {
  auto set = therock();
  set.found.companions.clear();
  const auto use = try_it("wheel-therock", StartMode::mount, set);
  EXPECT_FALSE(use.whole);
  EXPECT_THAT(use.why_not, HasSubstr("libamdhip64.so.7 needs librocm_sysdeps_elf.so.1: not found"));
}

std::vector<DeviceView> card(const std::string& gfx) {
  DeviceView out;
  out.device.address = {0, 3, 0, 0};
  out.device.name = "AMD Radeon";
  out.device.gfx = parse_gfx(gfx);
  out.device.binding.driver = "amdgpu";
  out.device.nodes.kfd = {{.node = 1}};
  out.set = numbered();
  return {out};
}

InspectQuestion question(std::vector<DeviceView> devices) {
  InspectQuestion out;
  out.command = {shape("bin/plain"), "train.py"};
  out.targets = {shape("wheel-rpath")};
  out.devices = std::move(devices);
  return out;
}

std::vector<std::string> words_of(const Json& document) {
  return document.at("devices").at(0).at("words");
}

TEST(Inspect, SaysInPlainWordsWhyTheSetIsNotUsed) {
  const auto devices = card("gfx1032");
  const auto document = inspect(question(devices));
  ASSERT_TRUE(document) << document.error();
  EXPECT_THAT(
      words_of(*document),
      ElementsAre("runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, on the code for gfx1030",
                  AllOf(testing::StartsWith("this program will not use the set patched, because "
                                            "libamdhip64.so is found by the RPATH of "),
                        EndsWith("; use --mode=mount"))));
  EXPECT_EQ(document->at("devices").at(0).at("mode"), "mount");
}

TEST(Inspect, SaysThatTheSetIsUsedInTheRightMode) {
  const auto devices = card("gfx1030");
  auto asked = question(devices);
  asked.mode = StartMode::mount;
  EXPECT_THAT(words_of(*inspect(asked)),
              ElementsAre("runs natively: it has code for gfx1030",
                          "this program uses the set patched with --mode=mount"));
}

TEST(Inspect, NoSetHelpsWhereThereIsNoCode) {
  const auto devices = card("gfx1010");
  EXPECT_THAT(words_of(*inspect(question(devices))),
              Contains("no library set can make this program run on gfx1010: it has no code for "
                       "it; get a build with such code"));
}

TEST(Inspect, BrokenSetIsNotUsed) {
  const auto devices = card("gfx1030");
  auto asked = question(devices);
  auto& found = asked.devices->front().set->found;
  found.state = SetState::broken;
  found.reasons = {"libamdhip64.so.6 is gone"};
  EXPECT_THAT(words_of(*inspect(asked)),
              Contains("the set patched is broken, so it is not used: libamdhip64.so.6 is gone"));
}

TEST(Inspect, NeitherProgramNorDeviceHasToBeThere) {
  auto asked = question({});
  asked.devices.reset();
  asked.why_no_devices = "nobody answers";
  const auto document = inspect(asked);
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->at("devices").is_null());
  EXPECT_THAT(document->at("notes").back().get<std::string>(), HasSubstr("nobody answers"));
  asked.command = {"/nowhere/at-all"};
  EXPECT_EQ(inspect(asked).error(), "/nowhere/at-all: not a program that you may run");
}

TEST(Inspect, ProcessIsWhatItHasMapped) {
  const auto devices = card("gfx1030");
  InspectQuestion asked = question(devices);
  asked.command.clear();
  asked.pid = static_cast<unsigned>(::getpid());
  const auto document = inspect(asked);
  ASSERT_TRUE(document) << document.error();
  EXPECT_THAT(document->at("program").get<std::string>(), EndsWith("rmcp-loader-test"));
  EXPECT_THAT(words_of(*document), Contains("this process has loaded no ROCm runtime"));
}

Json inspect_process(unsigned pid, const std::vector<DeviceView>& devices) {
  InspectQuestion asked = question(devices);
  asked.command.clear();
  asked.pid = pid;
  const auto document = inspect(asked);
  EXPECT_TRUE(document) << document.error();
  return document.value_or(Json());
}

TEST(Inspect, ProcessWithTwoCopiesIsSeenThrough) {
  const auto devices = card("gfx1030");
  const Running process(
      {"bin/plain",
       {"wheel-rpath/libtorch_hip.so"},
       {{"LD_PRELOAD", shape("set/libamdhip64.so.6")}, {"LD_LIBRARY_PATH", shape("set")}}});
  const auto document = inspect_process(process.pid(), devices);
  EXPECT_EQ(document.at("copies").at(0).at("library"), "libamdhip64");
  EXPECT_EQ(document.at("copies").at(0).at("paths").size(), 2U);
  EXPECT_EQ(document.at("variables").at("LD_PRELOAD"), shape("set/libamdhip64.so.6"));
  EXPECT_THAT(words_of(document), ElementsAre("runs natively: it has code for gfx1030",
                                              HasSubstr("this process has libamdhip64 twice")));
}

TEST(Inspect, ProcessOnTheSetIsToldByItsFiles) {
  const auto devices = card("gfx1030");
  const Running process({"bin/hip-runpath", {}, {{"LD_LIBRARY_PATH", shape("set")}}});
  EXPECT_THAT(words_of(inspect_process(process.pid(), devices)),
              Contains("this process uses the set patched"));
  const Running other({"bin/hip-rpath", {}, {{"LD_LIBRARY_PATH", shape("set")}}});
  EXPECT_THAT(words_of(inspect_process(other.pid(), devices)),
              Contains(HasSubstr("this process does not use the set patched: its HIP is ")));
}

TEST(Inspect, FileThatWasReplacedUnderAProcessIsNamed) {
  const auto folder =
      std::filesystem::path(testing::TempDir()) / ("rmcp-replaced-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto library = folder / "libamdhip64.so.6";
  std::filesystem::copy_file(shape("set-unnumbered/libamdhip64.so"), library);
  const Running process({"bin/plain", {library.string()}});
  std::filesystem::remove(library);
  const auto devices = card("gfx1030");
  const auto document = inspect_process(process.pid(), devices);
  EXPECT_TRUE(document.at("libraries").at(0).at("deleted").get<bool>());
  EXPECT_THAT(document.at("notes").at(0).get<std::string>(),
              AllOf(testing::StartsWith(library.string()), HasSubstr("was replaced or removed")));
  std::filesystem::remove_all(folder);
}

TEST(Target, LibrariesThatOthersNeedAreNotOpenedByThemselves) {
  DiskFiles files;
  EXPECT_THAT(libraries_to_open(shape("wheel-rpath"), files),
              ElementsAre(EndsWith("/libtorch_hip.so")));
  EXPECT_THAT(libraries_to_open("/nowhere", files), IsEmpty());
}

}  // namespace
}  // namespace rmcp::client
