// SPDX-License-Identifier: MIT
// What systemd is told, and which libraries are covered.
#include "daemon/publish/drop_in.hpp"

#include "daemon/publish/environment_file.hpp"
#include "daemon/publish/unit_files.hpp"
#include "lib/start/environment_file.hpp"
#include "views.hpp"

#include <gmock/gmock.h>

namespace rmcp::publish {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

ServiceUnit ollama() {
  return {.name = "ollama.service",
          .devices = {"all"},
          .runtime = "/usr/lib/ollama",
          .origin = {"/etc/rmcp/policy.d/a.toml", 3, 1, ""}};
}

TEST(DropIn, HoldsOnAColdBoot) {
  EXPECT_EQ(
      drop_in_text(ollama(), {{"/usr/lib/ollama/rocm/libamdhip64.so.6.3", "libamdhip64.so.6"}},
                   "/run/rmcp"),
      "# Made by rmcp-generator from /etc/rmcp/policy.d/a.toml:3\n[Unit]\n"
      "Wants=rmcpd.service\nAfter=rmcpd.service\n\n[Service]\n"
      "EnvironmentFile=-/run/rmcp/environment/ollama.service.env\n"
      "BindReadOnlyPaths=-/run/rmcp/units/ollama.service/libamdhip64.so.6:"
      "/usr/lib/ollama/rocm/libamdhip64.so.6.3\n");
}

TEST(DropIn, ASkippedServiceIsStartedWhenItsFileComes) {
  auto unit = ollama();
  unit.absent = Absent::wait;
  const auto text = drop_in_text(unit, {}, "/run/rmcp");
  EXPECT_THAT(text, HasSubstr("\nWants=rmcp-wait@ollama.service.path\n"
                              "ConditionPathExists=/run/rmcp/environment/ollama.service.env\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("Exec")));  // nothing that blocks a start job
}

TEST(DropIn, AConditionsPathIsTakenAsItStands) {
  auto unit = ollama();
  unit.name = "a\\x2db.service";
  for (const auto& [absent, key] : {std::pair(Absent::fail, "AssertPathExists="),
                                    std::pair(Absent::wait, "ConditionPathExists=")}) {
    unit.absent = absent;
    const auto text = drop_in_text(unit, {}, "/run/rmcp");
    EXPECT_THAT(text, HasSubstr(key + std::string("/run/rmcp/environment/a\\x2db.service.env\n")));
    // A glob, to systemd.
    EXPECT_THAT(text, HasSubstr("EnvironmentFile=-/run/rmcp/environment/a\\\\x2db.service.env\n"));
  }
}

TEST(DropIn, AColonInANameEndsNoMountedPath) {
  auto unit = ollama();
  unit.name = "a:1.service";
  EXPECT_THAT(
      drop_in_text(unit, {{"/opt/x/libamdhip64.so.6.3", "libamdhip64.so.6"}}, "/run/rmcp"),
      HasSubstr("\nBindReadOnlyPaths=-/run/rmcp/units/a\\:1.service/libamdhip64.so.6:/opt/x/"));
}

TEST(UnitRuntime, FilesAreCoveredByTheirSoname) {
  EXPECT_EQ(soname_of_file("libamdhip64.so.6.2.41134"), "libamdhip64.so.6");
  EXPECT_EQ(soname_of_file("libhsa-runtime64.so.1"), "libhsa-runtime64.so.1");
  for (const auto* name : {"libamdhip64.so", "libc.so.6", "libamdhip64.so.x", "libamdhip64.so.6x"})
    EXPECT_EQ(soname_of_file(name), "") << name;
}

UnitFiles files(const std::vector<DeviceView>& views, const ServiceUnit& unit,
                UnitRuntime runtime = {}) {
  UnitQuestion question{.cpu_nodes = {0}, .units = {unit}};
  question.runtimes[unit.runtime] = std::move(runtime);
  for (const auto& view : views) question.views.push_back(&view);
  return make_unit_files(question);
}

DeviceView settling(DeviceView view) {
  view.state = State::settling;
  return view;
}

TEST(UnitFiles, ASetCoversAllLibrariesOfARuntimeOrNone) {
  const auto view = test::with_set(test::egpu(), test::rocm63());
  const RuntimeFile hip{"/usr/lib/ollama/libamdhip64.so.6.2", "libamdhip64.so.6"};
  EXPECT_THAT(files({view}, ollama(), {.files = {hip}}).links.at("ollama.service"),
              ElementsAre(Pair("libamdhip64.so.6", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0")));
  const auto made =
      files({view}, ollama(), {.files = {hip, {"/usr/lib/ollama/x", "libhsa-runtime64.so.1"}}});
  EXPECT_THAT(made.links, IsEmpty());
  EXPECT_THAT(made.left_out, Contains(HasSubstr("has no libhsa-runtime64.so.1")));
}

TEST(UnitFiles, LibraryWithItsCodeInArchivesCoversNothing) {
  auto set = test::rocm63();
  set.code = {{"rocBLAS", {"gfx1100"}, {}, true}};
  const auto view = test::with_set(test::egpu(), set);
  const auto made = files({view}, ollama(), {.files = {{"/usr/lib/ollama/x", "librocblas.so.4"}}});
  EXPECT_THAT(made.links, IsEmpty());
  EXPECT_THAT(made.left_out, Contains(HasSubstr("GPU code in archives")));
}

TEST(UnitFiles, MountedLibrariesAreToldWhereTheirKernelsAre) {
  auto set = test::rocm63();
  set.environment.clear();
  set.found.data_variables = {{"ROCBLAS_TENSILE_LIBPATH", "/opt/rocm-6.3.0/lib/rocblas/library"}};
  const auto view = test::with_set(test::egpu(), set);
  const auto made = files({view}, ollama(), {.files = {{"/usr/lib/ollama/x", "librocblas.so.4"}}});
  EXPECT_THAT(made.environment.at("ollama.service"),
              HasSubstr("ROCBLAS_TENSILE_LIBPATH=\"/opt/rocm-6.3.0/lib/rocblas/library\"\n"));
}

TEST(UnitFiles, ACoveringFileFindsWhatLiesBesideItInItsSet) {
  auto set = test::rocm63();
  set.found.companions = {{"lib/rocm_sysdeps/lib/librocm_sysdeps_elf.so.1", false},
                          {"lib/llvm/lib/libz.so.1", true}};
  const auto view = test::with_set(test::egpu(), set);
  const std::string path = "LD_LIBRARY_PATH=\"/opt/rocm-6.3.0/lib";
  const auto covered =
      files({view}, ollama(), {.files = {{"/usr/lib/ollama/x", "libamdhip64.so.6"}}});
  EXPECT_THAT(covered.environment.at("ollama.service"),
              HasSubstr(path + ":/opt/rocm-6.3.0/lib/rocm_sysdeps/lib\"\n"));
  const auto by_path = files({view}, ollama());
  EXPECT_THAT(by_path.environment.at("ollama.service"), HasSubstr(path + "\"\n"));
}

TEST(UnitFiles, CountNoDevices) {
  auto view = test::rx6600();
  view.published = {{"compute.gfx_override", "10.3.0"}};
  const auto made = files({view, test::egpu()}, ollama());
  EXPECT_THAT(made.environment.at("egpu"), HasSubstr("ROCR_VISIBLE_DEVICES=\"GPU-"));
  EXPECT_EQ(made.environment.at("0000:03:00.0").find("ROCR_VISIBLE_DEVICES="), std::string::npos);
}

TEST(UnitFiles, SessionsGetVariablesAndNoLibraries) {
  auto view = test::with_set(test::egpu(), test::rocm63());
  view.published = {{"environment.HSA_ENABLE_SDMA", "0"}};
  UnitQuestion question{.views = {&view}, .cpu_nodes = {0}, .sessions = Sessions{{"egpu"}, {}}};
  const auto session = make_unit_files(question).session;
  EXPECT_THAT(session, HasSubstr("# sessions: egpu\n"));
  EXPECT_THAT(session, HasSubstr("HSA_ENABLE_SDMA=\"0\"\n"));
  EXPECT_THAT(session, testing::Not(HasSubstr("/opt/rocm")));
  question.sessions->devices = {"other"};
  const auto made = make_unit_files(question);
  EXPECT_EQ(made.session, "");
  EXPECT_THAT(made.left_out, ElementsAre("sessions: other is absent"));
}

TEST(UnitFiles, AModuleAddsToListsAndIsNamedWithoutColons) {
  const auto view = test::with_set(test::egpu(), test::rocm63());
  const auto modules = files({view}, ollama()).modules;
  EXPECT_EQ(modules.at("egpu"), modules.at("0000-3f-00.0"));
  EXPECT_THAT(modules.at("egpu"), testing::StartsWith("#%Module1.0\n"));
  EXPECT_THAT(modules.at("egpu"),
              HasSubstr("\nprepend-path LD_LIBRARY_PATH \"/opt/rocm-6.3.0/lib\"\n"));
}

TEST(ModuleText, SubstitutesNothing) {
  ProcessEnvironment environment;
  environment.set = {{"A", R"([exec rm] $HOME "x\")", ""}};
  EXPECT_THAT(module_text("a card", environment),
              HasSubstr(R"(setenv A "\[exec rm] \$HOME \"x\\\"")"));
}

TEST(EnvironmentFile, ACommentStaysOneLine) {
  EXPECT_EQ(comment_in_environment_file("a\nb\\"), "# a b\\.\n");
}

TEST(UnitFiles, AnApuIsAllOnlyWhereNothingElseComputes) {
  auto apu = test::rx6600();
  apu.device.placement.apu = true;
  const auto title = [](const UnitFiles& made) {
    const auto& text = made.environment.at("ollama.service");
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(title(files({apu}, ollama())), "# ollama.service: 0000:03:00.0");
  EXPECT_EQ(title(files({apu, test::egpu()}, ollama())), "# ollama.service: egpu");
  auto gone = test::egpu();
  gone.state = State::absent;
  EXPECT_EQ(title(files({apu, gone}, ollama())), "# ollama.service: 0000:03:00.0");
  EXPECT_THAT(files({apu, settling(test::egpu())}, ollama()).left_out,
              Contains("ollama.service: no GPU here can compute: egpu: it is settling"));
}

TEST(UnitFiles, ADeviceThatIsNotThereIsNamed) {
  auto unit = ollama();
  unit.devices = {"egpu"};
  EXPECT_THAT(files({test::rx6600()}, unit).left_out,
              ElementsAre("ollama.service: egpu is absent"));
  EXPECT_THAT(files({settling(test::egpu())}, unit).environment, IsEmpty());
}

}  // namespace
}  // namespace rmcp::publish
