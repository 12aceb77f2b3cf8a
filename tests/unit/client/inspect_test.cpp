// SPDX-License-Identifier: MIT
// The parts of inspect that need no program: maps, code and cards, variables, rights.
#include "client/document/json.hpp"
#include "client/inspect/mapped.hpp"
#include "client/inspect/preflight.hpp"
#include "client/inspect/set_words.hpp"
#include "client/inspect/variables.hpp"
#include "client/inspect/verdict.hpp"
#include "client/inspect/visible.hpp"
#include "client/render/documents.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace fs = std::filesystem;

GfxTarget gfx(std::string_view name) { return *parse_gfx(name); }

// ---- What is mapped ----

TEST(Maps, FilesWithCodeAreListedOnce) {
  const auto files = parse_maps(
      "7f10-7f20 r--p 00000000 fe:01 42  /opt/rocm/lib/libamdhip64.so.6\n"
      "7f20-7f30 r-xp 00001000 fe:01 42  /opt/rocm/lib/libamdhip64.so.6\n"
      "7f30-7f40 r-xp 00002000 fe:01 42  /opt/rocm/lib/libamdhip64.so.6\n"
      "7f40-7f50 r-xp 00000000 fe:01 43  /tmp/a file (deleted)\n"
      "7f50-7f60 rw-p 00000000 fe:01 44  /home/u/data.bin\n"
      "7f60-7f70 r-xp 00000000 00:00 0   [vdso]\n"
      "7f70-7f80 r-xp 00000000 00:00 0\n"
      "7f80-7f90 r-xp 00000000 fe:01 45  /a\\012b\n");
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].path, "/opt/rocm/lib/libamdhip64.so.6");
  EXPECT_EQ(files[0].address, "7f20-7f30");
  EXPECT_EQ(files[0].id.inode, 42U);
  EXPECT_FALSE(files[0].deleted);
  EXPECT_EQ(files[1].path, "/tmp/a file");
  EXPECT_TRUE(files[1].deleted);
  EXPECT_EQ(files[2].path, "/a\nb");
}

TEST(Maps, NonsenseGivesNothing) {
  EXPECT_THAT(parse_maps(""), IsEmpty());
  EXPECT_THAT(parse_maps("x\n\n7f10-7f20\n7f10-7f20 r-xp 0 nodevice 1 /a\n"), IsEmpty());
}

TEST(Maps, ProcessThatIsNotThereSaysSo) {
  EXPECT_EQ(read_process(4'000'000'000U).error(), "process 4000000000: no such process");
}

TEST(Maps, OwnProcessHasItsFilesAndItsEnvironment) {
  ::setenv("RMCP_TEST_MARK", "yes", 1);
  const auto process = read_process(static_cast<unsigned>(::getpid()));
  ASSERT_TRUE(process) << process.error();
  EXPECT_EQ(fs::path(process->program).filename(), "rmcp-client-test");
  ASSERT_TRUE(process->environment);  // as it was at the start: without what was set since
  bool has_libc = false;
  for (const auto& object : process->loaded.objects)
    has_libc = has_libc || (object.elf.soname == "libc.so.6" && !object.elf.build_id.empty());
  EXPECT_TRUE(has_libc);
}

// ---- Code and cards ----

const std::vector<CodePlace> kWheel = {
    {"/w/libtorch_hip.so", "", {"gfx1030", "gfx1100", "gfx906:xnack-"}, {}},
    {"/w/rocblas/library", "rocBLAS", {"gfx1030", "gfx1100", "gfx906:xnack-"}, {}}};

TEST(CodeVerdict, NativeCodeNeedsNothing) {
  const auto verdict = judge_code(gfx("gfx1100"), kWheel, "");
  EXPECT_THAT(verdict.words, ElementsAre("runs natively: it has code for gfx1100"));
  EXPECT_EQ(verdict.override_value, "");
}

TEST(CodeVerdict, SiblingNeedsTheOverride) {
  EXPECT_THAT(judge_code(gfx("gfx1032"), kWheel, "").words,
              ElementsAre("runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, on the code for gfx1030"));
  EXPECT_THAT(
      judge_code(gfx("gfx1032"), kWheel, "10.3.0").words,
      ElementsAre(
          "runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, which is set, on the code for gfx1030"));
}

TEST(CodeVerdict, Navi10HasNoWayOut) {
  const auto words = judge_code(gfx("gfx1010"), kWheel, "").words;
  EXPECT_THAT(words, ElementsAre("no library set can make this program run on gfx1010: it has no "
                                 "code for it; get a build with such code",
                                 HasSubstr("HSA_OVERRIDE_GFX_VERSION=10.3.0 does not help"),
                                 "its rocBLAS has no code for gfx1010: calls to it fail"));
  EXPECT_THAT(judge_code(gfx("gfx1010"), kWheel, "10.3.0").words,
              Contains(HasSubstr("is set, which is wrong for gfx1010")));
}

TEST(CodeVerdict, StrayOverrideIsNamed) {
  EXPECT_THAT(judge_code(gfx("gfx906"), kWheel, "10.3.0").words,
              Contains(HasSubstr("different instruction sets")));
  EXPECT_THAT(judge_code(gfx("gfx1100"), kWheel, "11.0.2").words,
              Contains(HasSubstr("it is not known whether gfx1100 runs code for gfx1102")));
  EXPECT_THAT(judge_code(gfx("gfx1100"), kWheel, "11.0").words,
              Contains(HasSubstr("is not MAJOR.MINOR.STEPPING")));
  EXPECT_EQ(judge_code(gfx("gfx1100"), kWheel, "11.0.0").words.size(), 1U);
}

TEST(CodeVerdict, OverrideMayShutOutTheCardsOwnCode) {
  const std::vector<CodePlace> own = {{"/p", "", {"gfx1032"}, {}}};
  EXPECT_THAT(
      judge_code(gfx("gfx1032"), own, "10.3.0").words,
      ElementsAre(
          "runs natively: it has code for gfx1032",
          "but HSA_OVERRIDE_GFX_VERSION=10.3.0 is set, and it has no code for gfx1030: unset it"));
  const std::vector<CodePlace> both = {{"/p", "", {"gfx1030", "gfx1032"}, {}}};
  EXPECT_EQ(judge_code(gfx("gfx1032"), both, "10.3.0").words.size(), 1U);
}

TEST(CodeVerdict, OneFileWithoutCodeDoesNotCondemnAll) {
  auto places = kWheel;
  places.push_back({"/w/libflash.so", "", {"gfx90a", "gfx942"}, {}});
  EXPECT_THAT(judge_code(gfx("gfx1030"), places, "").words,
              ElementsAre("runs natively: it has code for gfx1030",
                          "libflash.so has no code for gfx1030: its work on the card fails"));
}

TEST(CodeVerdict, LibraryAloneMayNeedTheOverride) {
  const std::vector<CodePlace> places = {{"/p/program", "", {"gfx1031"}, {}},
                                         {"/p/library", "rocBLAS", {"gfx1030"}, {}}};
  EXPECT_THAT(
      judge_code(gfx("gfx1031"), places, "").words,
      ElementsAre(
          "runs natively: it has code for gfx1031",
          "its rocBLAS has no code for gfx1031, but for gfx1030: HSA_OVERRIDE_GFX_VERSION=10.3.0 "
          "makes that run"));
}

TEST(CodeVerdict, GenericCodeIsSaidToNeedARuntimeThatKnowsIt) {
  EXPECT_THAT(judge_code(gfx("gfx1010"), {{"/p", "", {"gfx10-1-generic"}, {}}}, "").words,
              ElementsAre(HasSubstr("with a runtime that knows generic targets")));
}

TEST(CodeVerdict, DevicePackageComesBeforeAnyOverride) {
  const CodePlace torch{
      "/v/site-packages/torch/lib/libtorch_hip.so", "", {"gfx1030"}, {}, CodePlace::Kind::archives};
  EXPECT_THAT(
      judge_code(gfx("gfx1032"), {torch}, "").words,
      ElementsAre("has no code for gfx1032 installed: install the device package "
                  "torch[device-gfx1032]; until then it runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, "
                  "on the code for gfx1030"));
  EXPECT_THAT(judge_code(gfx("gfx1100"), {torch}, "").words,
              ElementsAre("has no code for gfx1100 installed: install the device package "
                          "torch[device-gfx1100]"));
  EXPECT_THAT(judge_code(gfx("gfx1013"), {torch}, "").words,
              Contains(HasSubstr("no device package for it is known")));
  auto program = torch;
  program.path = "/home/u/program";
  EXPECT_THAT(judge_code(gfx("gfx1100"), {program}, "").words,
              ElementsAre("has no code for gfx1100 installed: it has an archive for each target, "
                          "perhaps one for gfx1100 too"));
}

TEST(CodeVerdict, OverrideThatLooksForTheWrongArchiveIsNamed) {
  const CodePlace own{"/p", "", {"gfx1032"}, {}, CodePlace::Kind::archives};
  EXPECT_THAT(judge_code(gfx("gfx1032"), {own}, "10.3.0").words,
              ElementsAre("runs natively: it has code for gfx1032", HasSubstr("unset it")));
  auto library = own;
  library.library = "rocBLAS";
  EXPECT_THAT(judge_code(gfx("gfx1032"), {library}, "10.3.0").words,
              ElementsAre(HasSubstr("it has no code for gfx1030: unset it")));
}

TEST(CodeVerdict, ArchiveThatCannotBeReadIsNotMissingCode) {
  CodePlace place{
      "/p", "", {}, {"/.kpack/p_gfx1032.kpack: its code is cut off"}, CodePlace::Kind::archives};
  place.unread = {"gfx1032"};
  EXPECT_THAT(judge_code(gfx("gfx1032"), {place}, "").words,
              ElementsAre("whether it runs on gfx1032 is not known: /.kpack/p_gfx1032.kpack: its "
                          "code is cut off"));
}

TEST(CodeVerdict, OneMissingPackageIsToldOnce) {
  const auto archived = [](const std::string& name) {
    return CodePlace{"/opt/rocm/lib/" + name, name, {"gfx1100"}, {}, CodePlace::Kind::archives};
  };
  const CodePlace own{"/p", "", {"gfx1032"}, {}};
  EXPECT_THAT(judge_code(gfx("gfx1032"),
                         {own, archived("rocBLAS"), archived("rocFFT"), archived("rocRAND")}, "")
                  .words,
              ElementsAre("runs natively: it has code for gfx1032",
                          "its rocBLAS, rocFFT and rocRAND have no code for gfx1032 installed: "
                          "install the device package amdrocm-gfx1032"));
}

TEST(CodeVerdict, LibraryAndItsFolderAreBothNeeded) {
  const CodePlace own{"/p", "", {"gfx1030"}, {}};
  const CodePlace file{"/l/librocblas.so.4", "rocBLAS", {"gfx1030", "gfx1100"}, {}};
  const CodePlace folder{"/l/rocblas/library", "rocBLAS", {"gfx1100"}, {}, CodePlace::Kind::folder};
  const CodePlace none{"/l", "rocBLAS", {}, {}, CodePlace::Kind::no_folder};
  EXPECT_THAT(judge_code(gfx("gfx1030"), {own, file, folder}, "").words,
              Contains("its rocBLAS has no kernels for gfx1030 in /l/rocblas/library"));
  EXPECT_THAT(judge_code(gfx("gfx1100"), {file, folder}, "").words, IsEmpty());
  EXPECT_THAT(judge_code(gfx("gfx1030"), {own, file, none}, "").words,
              Contains("its rocBLAS has no folder of kernels beside it, in /l: calls to it fail"));
}

TEST(CodeVerdict, RuntimeThatTakesSiblingsNeedsNoOverride) {
  const CodePlace own{"/p", "", {"gfx900"}, {}};
  EXPECT_THAT(judge_code(gfx("gfx90c"), {own}, "", {.siblings = true}).words,
              ElementsAre("runs on the code for gfx900, which its HIP takes for gfx90c by itself"));
  EXPECT_THAT(judge_code(gfx("gfx90c"), {own}, "").words,
              ElementsAre("has no code for gfx90c, but for gfx900, which HIP 5.7 of Debian 13 runs "
                          "on gfx90c by itself"));
}

TEST(CodeVerdict, CodeForRetryCarriesItsCondition) {
  EXPECT_THAT(judge_code(gfx("gfx906"), {{"/p", "", {"gfx906:xnack+"}, {}}}, "").words,
              ElementsAre("runs natively, but only if XNACK is on (HSA_XNACK=1): it has code for "
                          "gfx906:xnack+"));
}

TEST(CodeVerdict, ProgramWithoutCodeHasNoVerdict) {
  const auto verdict = judge_code(gfx("gfx1030"), {}, "");
  EXPECT_FALSE(verdict.any);
  EXPECT_THAT(verdict.words, IsEmpty());
}

// ---- Variables ----

TEST(Variables, ThoseThatMatterAreKept) {
  EXPECT_THAT(runtime_variables(
                  {{"HOME", "/h"}, {"HSA_OVERRIDE_GFX_VERSION_2", "10.3.0"}, {"LD_PRELOAD", "x"}}),
              ElementsAre(testing::Pair("HSA_OVERRIDE_GFX_VERSION_2", "10.3.0"),
                          testing::Pair("LD_PRELOAD", "x")));
}

TEST(Variables, TrapsAreNamed) {
  EXPECT_THAT(judge_variables({{"ROCR_VISIBLE_DEVICES", ""}}),
              ElementsAre(HasSubstr("hides every GPU")));
  EXPECT_THAT(judge_variables({{"ROCR_VISIBLE_DEVICES", "1"}, {"HIP_VISIBLE_DEVICES", "1"}}),
              ElementsAre(HasSubstr("both set")));
  EXPECT_THAT(judge_variables({{"HSA_OVERRIDE_GFX_VERSION", ""}}),
              ElementsAre(HasSubstr("set and empty")));
  EXPECT_THAT(judge_variables({{"HSA_OVERRIDE_GFX_VERSION_1", "10.3.0"}}),
              ElementsAre(HasSubstr("ROCm 6.3")));
  EXPECT_THAT(judge_variables({{"LD_LIBRARY_PATH", "/a:"}}),
              ElementsAre(HasSubstr("empty element")));
  EXPECT_THAT(judge_variables({{"LD_LIBRARY_PATH", "/a"}, {"ROCR_VISIBLE_DEVICES", "0"}}),
              IsEmpty());
}

TEST(Variables, NumberedOverrideWins) {
  const Variables both = {{"HSA_OVERRIDE_GFX_VERSION", "10.3.0"},
                          {"HSA_OVERRIDE_GFX_VERSION_2", "11.0.0"}};
  EXPECT_EQ(override_in_force(both, {2}), "11.0.0");
  EXPECT_EQ(override_in_force(both, {1}), "10.3.0");
  EXPECT_EQ(override_in_force({}, {1}), "");
}

// ---- Which cards are seen ----

constexpr PciAddress kA{0, 1, 0, 0}, kB{0, 2, 0, 0}, kC{0, 3, 0, 0};

std::vector<DeviceView> three_cards() {
  std::vector<DeviceView> out(3);
  out[0].device.address = kA;
  out[0].device.nodes.kfd = {{.node = 2, .simd_count = 64}};
  out[1].device.address = kB;
  out[1].device.identity.unique_id = 0x0123456789abcdef;
  out[1].device.nodes.kfd = {{.node = 1, .simd_count = 32}};
  out[2].device.address = kC;
  return out;
}

TEST(Visible, IndicesFollowTheNumbersOfNodes) {
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", "0"}}, three_cards(), kB), "");
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", "0"}}, three_cards(), kA),
            "ROCR_VISIBLE_DEVICES=0 leaves it out");
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", "0,1"}}, three_cards(), kA), "");
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", ""}}, three_cards(), kB),
            "ROCR_VISIBLE_DEVICES= leaves it out");
  EXPECT_EQ(hidden_by({}, three_cards(), kA), "");
}

TEST(Visible, UniqueIdNamesACard) {
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", "GPU-0123456789abcdef"}}, three_cards(), kB), "");
  EXPECT_NE(hidden_by({{"ROCR_VISIBLE_DEVICES", "GPU-0123456789abcdef"}}, three_cards(), kA), "");
  EXPECT_NE(hidden_by({{"ROCR_VISIBLE_DEVICES", "GPU-XX"}}, three_cards(), kA), "");
}

TEST(Visible, SecondListCountsInWhatTheFirstHasLeft) {
  const Variables both = {{"ROCR_VISIBLE_DEVICES", "1"}, {"HIP_VISIBLE_DEVICES", "0"}};
  EXPECT_EQ(hidden_by(both, three_cards(), kA), "");
  const Variables beyond = {{"ROCR_VISIBLE_DEVICES", "1"}, {"CUDA_VISIBLE_DEVICES", "1"}};
  EXPECT_EQ(hidden_by(beyond, three_cards(), kA), "CUDA_VISIBLE_DEVICES=1 leaves it out");
}

TEST(Visible, CardThatDoesNotComputeIsNotHidden) {
  EXPECT_EQ(hidden_by({{"ROCR_VISIBLE_DEVICES", "0"}}, three_cards(), kC), "");
}

// ---- Rights ----

TEST(Preflight, FixFitsTheUser) {
  const User stranger{.name = "u", .listed = {"u"}};
  const User member{.name = "u", .listed = {"u", "render"}};
  EXPECT_EQ(access_fix("/dev/kfd", "render", true, stranger),
            "sudo usermod -aG render u   # then log in again");
  EXPECT_THAT(access_fix("/dev/kfd", "render", true, member), HasSubstr("log in again"));
  EXPECT_THAT(access_fix("/dev/kfd", "root", true, stranger), HasSubstr("only root may open"));
  EXPECT_THAT(access_fix("/dev/kfd", "render", false, stranger), HasSubstr("only root may open"));
}

TEST(Preflight, NodesAreLookedForAndTheReasonIsNamed) {
  const auto folder = fs::path(testing::TempDir()) / ("rmcp-nodes-" + std::to_string(::getpid()));
  fs::create_directories(folder / "dri");
  std::ofstream(folder / "dri/renderD128") << "";
  const PreflightPaths paths{folder.string(), (folder / "no-kfd").string()};
  Device card, handed_over;
  card.binding.driver = "amdgpu";
  card.nodes.render = {"renderD128"};
  handed_over.binding.driver = "vfio-pci";
  const auto access = check_access(card, {.name = "u"}, paths);
  ASSERT_EQ(access.nodes.size(), 2U);
  EXPECT_EQ(access.nodes[0].access, NodeAccess::absent);
  EXPECT_EQ(access.nodes[1].access, NodeAccess::usable);
  EXPECT_THAT(access.why_no_kfd_node, HasSubstr("CONFIG_HSA_AMD"));
  EXPECT_THAT(check_access(handed_over, {}, paths).why_no_kfd_node, HasSubstr("vfio-pci"));
  if (::geteuid() != 0) {
    fs::permissions(folder / "dri/renderD128", fs::perms::none);
    const auto closed = check_access(card, {.name = "u"}, paths);
    EXPECT_EQ(closed.nodes[1].access, NodeAccess::forbidden);
    EXPECT_THAT(closed.nodes[1].fix, Not(IsEmpty()));
  }
  fs::remove_all(folder);
}

// ---- Words about sets ----

TEST(SetWords, ProcessIsJudgedByWhatItHasLoaded) {
  LibrarySet set;
  set.name = "patched";
  RuntimeLibrary hip{.stem = "libamdhip64",
                     .name = "HIP",
                     .core = true,
                     .path = "/w/libamdhip64.so",
                     .in_set = InSet::other};
  EXPECT_EQ(process_words(set, {hip}),
            "this process does not use the set patched: its HIP is /w/libamdhip64.so");
  hip.in_set = InSet::same_build;
  EXPECT_EQ(process_words(set, {hip}), "this process uses the set patched");
  EXPECT_THAT(process_words(set, {hip, hip}), HasSubstr("libamdhip64 twice"));
  EXPECT_EQ(process_words(set, {}), "this process has loaded no ROCm runtime");
}

// ---- The text ----

TEST(InspectText, FactsComeFirstThenSentences) {
  const Json document = {
      {"pid", nullptr},
      {"program", "/usr/bin/python3"},
      {"through", Json::array({"/home/u/train.py"})},
      {"libraries", Json::array({{{"name", "HIP"},
                                  {"path", "/w/libamdhip64.so"},
                                  {"build_id", "0123456789abcdef"},
                                  {"found_by", "RPATH of /w/libtorch_hip.so"},
                                  {"later", true},
                                  {"deleted", false}}})},
      {"copies", Json::array({{{"library", "libamdhip64"}, {"paths", Json::array({"/a", "/b"})}}})},
      {"missing", Json::array()},
      {"code", Json::array({{{"path", "/w/libtorch_hip.so"},
                             {"targets", Json::array({"gfx1030"})},
                             {"problems", Json::array()}}})},
      {"tuning", Json::array()},
      {"variables", {{"LD_PRELOAD", "/x\x1b[31m"}}},
      {"notes", Json::array({"a note"})},
      {"devices",
       Json::array(
           {{{"address", "0000:03:00.0"},
             {"alias", ""},
             {"name", "RX 6600"},
             {"gfx", "gfx1032"},
             {"words", Json::array({"runs"})},
             {"access",
              {{"nodes",
                Json::array({{{"path", "/dev/kfd"}, {"access", "forbidden"}, {"fix", "do this"}}})},
               {"kfd_node", false},
               {"why_no_kfd_node", "no driver"}}}}})}};
  const auto text = render_inspect(shown(document), {});
  EXPECT_THAT(text, testing::StartsWith("/usr/bin/python3, through /home/u/train.py\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "HIP      /w/libamdhip64.so  0123456789ab  RPATH of /w/libtorch_hip.so, opened later\n"));
  EXPECT_THAT(text, HasSubstr("libamdhip64 is loaded twice: /a and /b"));
  EXPECT_THAT(text, HasSubstr("gfx1030       /w/libtorch_hip.so\n"));
  EXPECT_THAT(text,
              HasSubstr("0000:03:00.0  RX 6600  gfx1032\n  - runs\n  ! you may not open /dev/kfd: "
                        "do this\n  ! no computing on this card: no driver\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace rmcp::client
