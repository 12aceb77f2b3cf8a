// SPDX-License-Identifier: MIT
// The archives that HIP finds for a library, and those that it does not.
#include "lib/code/kpack_files.hpp"

#include "tests/unit/elf/bounds.hpp"
#include "tests/unit/elf/kpack_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <set>

namespace rmcp::code {
namespace {

namespace fs = std::filesystem;
using elf::KpackReference;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// An archive with code of lib/libx.so for some targets.
std::string archive_for(const std::vector<std::string>& targets,
                        const std::string& library = "lib/libx.so") {
  elf::KpackPlan plan{.compression = elf::KpackCompression::zstd, .targets = targets};
  for (const auto& target : targets) plan.code.push_back({library + "#0", target});
  return elf::kpack_archive(plan);
}

class KpackFiles : public testing::Test {
 protected:
  KpackFiles() { put("lib/libx.so", "a library"); }

  void put(const std::string& name, const std::string& bytes) const { folder_.write(name, bytes); }
  std::string at(const std::string& name) const {
    return fs::canonical(folder_.path()).string() + "/" + name;
  }

  /// "NAME FOR: TARGETS" of each archive, or its problem instead; names within the folder.
  std::vector<std::string> lines(const std::vector<KpackFile>& files) const {
    std::vector<std::string> out;
    for (const auto& file : files) {
      auto line = fs::weakly_canonical(file.path).lexically_relative(at(".")).string();
      if (!file.for_target.empty()) line += " for " + file.for_target;
      line += ':';
      for (const auto& target : file.targets) line += ' ' + target;
      out.push_back(line + (file.problem.empty() ? "" : " problem"));
    }
    return out;
  }
  std::vector<std::string> found(const std::vector<std::string>& paths,
                                 const KpackVariables& variables = {}) const {
    return lines(find_kpack_files(at("lib/libx.so"), {"lib/libx.so", paths}, variables));
  }

  /// The targets of cards that get code from any of the archives.
  std::set<std::string> usable(const std::vector<std::string>& paths,
                               const KpackVariables& variables = {}) const {
    std::set<std::string> out;
    for (const auto& file : find_kpack_files(at("lib/libx.so"), {"lib/libx.so", paths}, variables))
      for (const auto& target : file.targets)
        if (const auto card = target_in_archive(file.for_target, target)) out.insert(*card);
    return out;
  }

  const test::TemporaryFolder folder_;
  const std::vector<std::string> kSplit = {"../.kpack/x_@GFXARCH@.kpack"};
  const std::vector<std::string> kOne = {"../.kpack/x.kpack"};
};

TEST_F(KpackFiles, OneArchiveHasCodeForAllItsTargets) {
  put(".kpack/x.kpack", archive_for({"gfx1100", "gfx1030", "gfx90a:xnack+"}));
  EXPECT_THAT(found(kOne), ElementsAre(".kpack/x.kpack: gfx1030 gfx1100 gfx90a:xnack+"));
}

TEST_F(KpackFiles, ArchivesForATargetAreFoundByIt) {
  put(".kpack/x_gfx1030.kpack", archive_for({"gfx1030"}));
  put(".kpack/x_gfx1100.kpack", archive_for({"gfx1100"}));
  put(".kpack/y_gfx1200.kpack", archive_for({"gfx1200"}));
  put(".kpack/x_gfx1201.kpack.old", archive_for({"gfx1201"}));
  EXPECT_THAT(found(kSplit), UnorderedElementsAre(".kpack/x_gfx1030.kpack for gfx1030: gfx1030",
                                                  ".kpack/x_gfx1100.kpack for gfx1100: gfx1100"));
}

TEST_F(KpackFiles, NamesHaveFeatures) {
  put(".kpack/x_gfx90a:xnack+.kpack", archive_for({"gfx90a:xnack+"}));
  put(".kpack/x_gfx90a:sramecc+:xnack-.kpack", archive_for({"gfx90a:sramecc+:xnack-"}));
  put(".kpack/x_gfx90a.kpack", archive_for({"gfx90a"}));
  put(".kpack/x_gfx9-4-generic.kpack", archive_for({"gfx9-4-generic"}));
  EXPECT_THAT(
      found(kSplit),
      UnorderedElementsAre(".kpack/x_gfx90a:xnack+.kpack for gfx90a:xnack+: gfx90a:xnack+",
                           ".kpack/x_gfx90a:sramecc+:xnack-.kpack for gfx90a:sramecc+:xnack-: "
                           "gfx90a:sramecc+:xnack-",
                           ".kpack/x_gfx90a.kpack for gfx90a: gfx90a",
                           ".kpack/x_gfx9-4-generic.kpack for gfx9-4-generic: gfx9-4-generic"));
  EXPECT_EQ(usable(kSplit), (std::set<std::string>{"gfx90a:xnack+", "gfx90a:sramecc+:xnack-",
                                                   "gfx90a", "gfx9-4-generic"}));
}

TEST_F(KpackFiles, CodeInTheArchiveOfAnotherTargetIsNoCode) {
  put(".kpack/x_gfx1030.kpack", archive_for({"gfx1100"}));
  put(".kpack/x_gfx90a:xnack+.kpack", archive_for({"gfx90a:xnack-"}));
  EXPECT_THAT(usable(kSplit), IsEmpty());
}

TEST_F(KpackFiles, NamesThatAreNoTargetHaveNoCode) {
  for (const auto* name : {"x_.kpack", "x.kpack", "x_gfx1030.old.kpack", "x_gfx1030 .kpack",
                           "x_GFX1030.kpack", "x_@GFXARCH@.kpack", "_gfx1030.kpack"})
    put(std::string(".kpack/") + name, archive_for({"gfx1030"}));
  EXPECT_THAT(usable(kSplit), IsEmpty());
  put(".kpack/aba.kpack", archive_for({"gfx1030"}));
  EXPECT_THAT(usable({"../.kpack/ab@GFXARCH@ba.kpack"}), IsEmpty());
}

TEST_F(KpackFiles, TheTargetMayStandInAFoldersName) {
  put("kpack/gfx1030/x.kpack", archive_for({"gfx1030"}));
  put("kpack/gfx1100/x.kpack", archive_for({"gfx1100"}));
  EXPECT_THAT(found({"../kpack/@GFXARCH@/x.kpack"}),
              UnorderedElementsAre("kpack/gfx1030/x.kpack for gfx1030: gfx1030",
                                   "kpack/gfx1100/x.kpack for gfx1100: gfx1100"));
}

// HIP replaces the first only.
TEST_F(KpackFiles, ASecondPlaceForTheTargetIsPartOfTheName) {
  put("kpack/gfx1030/x_gfx1030.kpack", archive_for({"gfx1030"}));
  put("kpack/gfx1100/x_@GFXARCH@.kpack", archive_for({"gfx1100"}));
  EXPECT_EQ(usable({"../kpack/@GFXARCH@/x_@GFXARCH@.kpack"}), std::set<std::string>{"gfx1100"});
}

TEST_F(KpackFiles, EveryPathCounts) {
  put(".kpack/x_gfx1030.kpack", archive_for({"gfx1030"}));
  put("lib/beside.kpack", archive_for({"gfx1100"}));
  put("elsewhere/x.kpack", archive_for({"gfx1200"}));
  EXPECT_THAT(found({"beside.kpack", kSplit[0], at("elsewhere/x.kpack"), "missing.kpack",
                     "../missing/@GFXARCH@.kpack", "/"}),
              testing::IsSupersetOf({"lib/beside.kpack: gfx1100",
                                     ".kpack/x_gfx1030.kpack for gfx1030: gfx1030",
                                     "elsewhere/x.kpack: gfx1200"}));
}

TEST_F(KpackFiles, AbsolutePathsMayHaveATarget) {
  put("elsewhere/x_gfx1030.kpack", archive_for({"gfx1030"}));
  EXPECT_THAT(found({at("elsewhere/x_@GFXARCH@.kpack")}),
              ElementsAre("elsewhere/x_gfx1030.kpack for gfx1030: gfx1030"));
}

TEST_F(KpackFiles, MissingOnesAreNotListed) {
  EXPECT_THAT(found(kOne), IsEmpty());
  EXPECT_THAT(found(kSplit), IsEmpty());
  put(".kpack/other.kpack", "");
  EXPECT_THAT(found(kSplit), IsEmpty());
}

TEST_F(KpackFiles, CodeOfOtherLibrariesIsNotThis) {
  put(".kpack/x.kpack", archive_for({"gfx1030"}, "lib/libx.so.1"));
  EXPECT_THAT(found(kOne), ElementsAre(".kpack/x.kpack:"));
}

TEST_F(KpackFiles, CodeForTargetsThatTheArchiveIsNotForIsNotFound) {
  elf::KpackPlan plan{.targets = {"gfx1030"}};
  plan.code = {{"lib/libx.so#0", "gfx1030"}, {"lib/libx.so#0", "gfx1100"}};
  put(".kpack/x.kpack", elf::kpack_archive(plan));
  EXPECT_EQ(usable(kOne), std::set<std::string>{"gfx1030"});
}

// HIP takes the first archive that is for the card, and looks into no other.
TEST_F(KpackFiles, AnArchiveForTheCardWithoutTheLibraryHidesThoseBehindIt) {
  put("first.kpack", archive_for({"gfx1030"}, "lib/other.so"));
  put(".kpack/x.kpack", archive_for({"gfx1030", "gfx1100"}));
  EXPECT_EQ(usable({"../first.kpack", kOne[0]}), std::set<std::string>{"gfx1100"});
  EXPECT_EQ(usable(kOne, {.before = {at("first.kpack")}}), std::set<std::string>{"gfx1100"});
  EXPECT_EQ(usable({kOne[0], "../first.kpack"}), (std::set<std::string>{"gfx1030", "gfx1100"}));
}

TEST_F(KpackFiles, DamagedOnesHaveAProblem) {
  put(".kpack/x_gfx1030.kpack", "KPAK, but no more");
  put(".kpack/x_gfx1031.kpack", "");
  put(".kpack/x_gfx1032.kpack", archive_for({"gfx1032"}).substr(0, 150));
  put(".kpack/x_gfx1100.kpack", archive_for({"gfx1100"}));
  EXPECT_THAT(found(kSplit), UnorderedElementsAre(".kpack/x_gfx1030.kpack for gfx1030: problem",
                                                  ".kpack/x_gfx1031.kpack for gfx1031: problem",
                                                  ".kpack/x_gfx1032.kpack for gfx1032: problem",
                                                  ".kpack/x_gfx1100.kpack for gfx1100: gfx1100"));
}

/// Root's eyes see files of mode 000: another user's do not.
class AsNobody {
 public:
  AsNobody() : changed_(::geteuid() != 0 || ::seteuid(65534) == 0) {}
  ~AsNobody() {
    if (::getuid() == 0 && ::seteuid(0) != 0) ::abort();
  }
  bool changed() const { return changed_; }

 private:
  bool changed_;
};

TEST_F(KpackFiles, UnreadableOneHasAProblem) {
  put(".kpack/x.kpack", archive_for({"gfx1030"}));
  ASSERT_EQ(::chmod(at(".kpack/x.kpack").c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
  const auto library = at("lib/libx.so");
  const AsNobody nobody;
  if (!nobody.changed()) GTEST_SKIP() << "this root cannot become another user";
  const auto files = find_kpack_files(library, {"lib/libx.so", kOne});
  EXPECT_THAT(lines(files), ElementsAre(".kpack/x.kpack: problem"));
}

TEST_F(KpackFiles, WhatIsNoFileHasAProblemAndDoesNotBlock) {
  fs::create_directories(at(".kpack/x_gfx1030.kpack"));
  ASSERT_EQ(::mkfifo(at(".kpack/x_gfx1031.kpack").c_str(), 0600), 0);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{AF_UNIX, {}};
  at(".kpack/x_gfx1032.kpack").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  fs::create_symlink("/dev/zero", at(".kpack/x_gfx1033.kpack"));
  for (const std::string target : {"gfx1030", "gfx1031", "gfx1032", "gfx1033"}) {
    const auto name = ".kpack/x_" + target + ".kpack";
    EXPECT_EQ(test::within_bounds([&] {
                return testing::PrintToString(
                    find_kpack_files(at("lib/libx.so"), {"lib/libx.so", {"../" + name}})
                        .at(0)
                        .problem.empty());
              }),
              "false")
        << target;
  }
  EXPECT_EQ(test::within_bounds([&] { return std::to_string(found(kSplit).size()); }), "4");
  ::close(listener);
}

TEST_F(KpackFiles, LinksThatLeadNowhereHaveNoCode) {
  fs::create_directories(at(".kpack"));
  fs::create_symlink("missing", at(".kpack/x_gfx1030.kpack"));
  fs::create_symlink("x_gfx1031.kpack", at(".kpack/x_gfx1031.kpack"));
  EXPECT_THAT(usable(kSplit), IsEmpty());
}

TEST_F(KpackFiles, LinksAreFollowed) {
  put("store/x.kpack", archive_for({"gfx1030"}));
  fs::create_directories(at(".kpack"));
  fs::create_symlink("../store/x.kpack", at(".kpack/x_gfx1030.kpack"));
  EXPECT_EQ(usable(kSplit), std::set<std::string>{"gfx1030"});
  fs::create_symlink("store", at("linked"));
  EXPECT_EQ(usable({"../linked/x.kpack"}), std::set<std::string>{"gfx1030"});
}

// /opt/rocm/lib/libx.so is a link to a file in another tree: the archives are in that tree.
TEST_F(KpackFiles, OfALibraryThatIsALinkAreBesideItsFile) {
  put("link/.kpack/x_gfx1100.kpack", archive_for({"gfx1100"}));
  put(".kpack/x_gfx1030.kpack", archive_for({"gfx1030"}));
  fs::create_directories(at("link/lib"));
  fs::create_symlink("../../lib/libx.so", at("link/lib/libx.so"));
  const auto files =
      find_kpack_files(fs::canonical(at("link/lib/libx.so")), {"lib/libx.so", kSplit});
  EXPECT_THAT(lines(files), ElementsAre(".kpack/x_gfx1030.kpack for gfx1030: gfx1030"));
}

TEST_F(KpackFiles, VariableStandsInsteadOfAllPaths) {
  put(".kpack/x.kpack", archive_for({"gfx1030"}));
  put("other_gfx1030.kpack", archive_for({"gfx1100"}));
  EXPECT_THAT(
      found(kOne, {.instead = {at("other_gfx1030.kpack")}, .before = {at(".kpack/x.kpack")}}),
      ElementsAre("other_gfx1030.kpack: gfx1100"));
  EXPECT_THAT(found(kOne, {.instead = {at("missing.kpack")}}), IsEmpty());
}

TEST_F(KpackFiles, VariableComesBeforeAllPaths) {
  put(".kpack/x.kpack", archive_for({"gfx1030"}));
  put("other.kpack", archive_for({"gfx1100"}));
  EXPECT_THAT(found(kOne, {.before = {at("other.kpack")}}),
              ElementsAre("other.kpack: gfx1100", ".kpack/x.kpack: gfx1030"));
}

// They are archives as they are: no target is put in, and no library is near.
TEST_F(KpackFiles, VariablesAreNoPatterns) {
  put("x_gfx1030.kpack", archive_for({"gfx1030"}));
  put("lib/x.kpack", archive_for({"gfx1030"}));
  EXPECT_THAT(found(kOne, {.instead = {at("x_@GFXARCH@.kpack"), "x.kpack"}}), IsEmpty());
}

TEST_F(KpackFiles, NothingIsReadWhenThatIsSwitchedOff) {
  put(".kpack/x.kpack", archive_for({"gfx1030"}));
  EXPECT_THAT(usable(kOne, {.disabled = true}), IsEmpty());
}

TEST_F(KpackFiles, AllPathsAreThoseOfTheRoot) {
  put("opt/lib/libx.so", "a library");
  put("opt/.kpack/x_gfx1030.kpack", archive_for({"gfx1030"}));
  put("usr/x.kpack", archive_for({"gfx1100"}));
  put("usr/variable.kpack", archive_for({"gfx1200"}));
  const auto files =
      find_kpack_files("/opt/lib/libx.so", {"lib/libx.so", {kSplit[0], "/usr/x.kpack"}},
                       {.before = {"/usr/variable.kpack"}}, *sys::Root::of(at(".")));
  std::vector<std::string> targets;
  for (const auto& file : files)
    targets.insert(targets.end(), file.targets.begin(), file.targets.end());
  EXPECT_THAT(targets, ElementsAre("gfx1200", "gfx1030", "gfx1100"));
}

TEST(GenuineKpackFiles, AreThoseThatTheToolsOfROCmHaveMade) {
  const std::string folder = RMCP_CASES "/rocm/";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no genuine files in " << folder;
  const auto of = [&](const std::string& tree, const KpackReference& reference) {
    std::vector<std::string> out;
    for (const auto& file : find_kpack_files(
             fs::canonical(folder + tree + "/lib/libdemo_hip.so").string(), reference)) {
      EXPECT_EQ(file.problem, "");
      for (const auto& target : file.targets) out.push_back(file.for_target + '/' + target);
    }
    return out;
  };
  EXPECT_THAT(of("kpack-one-archive", {"lib/libdemo_hip.so", {"../.kpack/demo-gfx103X.kpack"}}),
              ElementsAre("/gfx1030", "/gfx1032", "/gfx1100"));
  EXPECT_THAT(
      of("kpack-split", {"stage/lib/libdemo_hip.so", {"../.kpack/demo_lib_@GFXARCH@.kpack"}}),
      UnorderedElementsAre("gfx1030/gfx1030", "gfx1100/gfx1100"));
}

}  // namespace
}  // namespace rmcp::code
