// SPDX-License-Identifier: MIT
// What services and sessions get, or why they do not.
#include "daemon/publish/unit_files.hpp"
#include "views.hpp"

#include <gmock/gmock.h>

namespace rmcp::publish {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using Variables = std::map<std::string, std::string>;

class ProgramExportsTest : public testing::Test {
 protected:
  ProgramExportsTest() {
    egpu_.published = {{"environment.HSA_ENABLE_SDMA", "0"}};
    egpu_.desired.settings["environment.HSA_ENABLE_SDMA"].origin = {.file = "/etc/20-egpu.toml",
                                                                    .line = 7};
  }

  UnitFiles files() const {
    UnitQuestion question{.cpu_nodes = {0}, .units = {unit_}, .runtimes = runtimes_};
    for (const auto& view : views_) question.views.push_back(view);
    return make_unit_files(question);
  }
  ProgramExport service() const { return files().programs.at(0); }

  DeviceView small_ = test::rx6600(), egpu_ = test::egpu();
  std::vector<const DeviceView*> views_{&small_, &egpu_};
  ServiceUnit unit_{
      .name = "ollama.service", .devices = {"all"}, .origin = {.file = "/etc/10.toml", .line = 3}};
  Runtimes runtimes_;
};

TEST_F(ProgramExportsTest, CardsThatDifferExportNothingAndTheReasonNamesTheLine) {
  const auto made = service();
  EXPECT_EQ(made.result, ExportResult::not_exported);
  EXPECT_EQ(made.hindrance.obstacle, Obstacle::values_differ);
  EXPECT_EQ(made.hindrance.reason,
            "environment.HSA_ENABLE_SDMA: 0000:03:00.0 has none, egpu has \"0\" (20-egpu.toml:7); "
            "a process has one environment");
  EXPECT_THAT(made.addresses, ElementsAre(small_.device.address, egpu_.device.address));
  EXPECT_EQ(made.origin.line, 3U);
  EXPECT_THAT(made.environment, IsEmpty());
}

TEST_F(ProgramExportsTest, AnExportHasTheVariablesOfTheFile) {
  unit_.devices = {"egpu"};
  const auto made = service();
  EXPECT_EQ(made.result, ExportResult::exported);
  EXPECT_EQ(made.hindrance, Hindrance());
  EXPECT_EQ(made.environment, (Variables{{"HSA_ENABLE_SDMA", "0"},
                                         {"ROCR_VISIBLE_DEVICES", "GPU-0000000000000abc"}}));
  EXPECT_EQ(made.library, "");
  for (const auto& [name, value] : made.environment)
    EXPECT_THAT(files().environment.at("ollama.service"),
                HasSubstr("\n" + name + "=\"" + value + "\"\n"));
}

TEST_F(ProgramExportsTest, AnAbsentDeviceIsWaitedForAsTheUnitSays) {
  unit_.devices = {"other"};
  const std::pair<Absent, Obstacle> kinds[] = {{Absent::start, Obstacle::device_absent},
                                               {Absent::wait, Obstacle::device_awaited},
                                               {Absent::fail, Obstacle::device_required}};
  for (const auto& [absent, obstacle] : kinds) {
    unit_.absent = absent;
    EXPECT_EQ(service().result, ExportResult::waiting);
    EXPECT_EQ(service().hindrance, (Hindrance{obstacle, "other is absent"}));
  }
}

TEST_F(ProgramExportsTest, ADeviceThatIsHereIsNotCalledAbsent) {
  unit_.devices = {"egpu"};
  egpu_.device.binding.driver = "vfio-pci";
  egpu_.state = State::unmanaged;
  EXPECT_EQ(service().hindrance.reason, "egpu is not bound to amdgpu");
  egpu_.state = State::settling;
  EXPECT_EQ(service().hindrance.reason, "egpu is settling");
  EXPECT_EQ(service().result, ExportResult::waiting);
  EXPECT_THAT(service().addresses, ElementsAre(egpu_.device.address));
}

TEST_F(ProgramExportsTest, WhereNothingIsPublishedNothingIsCalledExported) {
  unit_.devices = {"0000:03:00.0"};  // without a unique id
  EXPECT_EQ(service().result, ExportResult::nothing_to_export);
  EXPECT_EQ(service().hindrance.obstacle, Obstacle::nothing_published);
  auto& wanted = small_.desired.settings["environment.HSA_ENABLE_SDMA"];
  wanted.knob = find_knob("environment.HSA_ENABLE_SDMA");
  small_.state = State::held;
  EXPECT_EQ(service().hindrance,
            (Hindrance{Obstacle::settings_not_in_force,
                       "settings for programs on 0000:03:00.0 are not in force: it is held"}));
}

TEST_F(ProgramExportsTest, ASettingThatGivesNoVariableIsNotDenied) {
  small_.published = {{"compute.gfx_override", "auto"}};
  unit_.devices = {"0000:03:00.0"};
  EXPECT_EQ(service().result, ExportResult::nothing_to_export);
  EXPECT_EQ(service().hindrance.obstacle, Obstacle::settings_give_nothing);
  EXPECT_THAT(service().hindrance.reason, HasSubstr("0000:03:00.0: "));
}

TEST_F(ProgramExportsTest, ALibrarySetIsNamedOnlyWhereItsLibrariesAreThere) {
  egpu_ = test::with_set(egpu_, test::rocm63());
  unit_.devices = {"egpu"};
  EXPECT_EQ(service().library, "rocm-6.3");
  unit_.runtime = "/usr/lib/ollama";
  EXPECT_EQ(service().result, ExportResult::partly_exported);
  EXPECT_EQ(service().hindrance.reason, "/usr/lib/ollama is not known yet");
  EXPECT_EQ(service().library, "");
  EXPECT_THAT(service().environment, testing::Contains(Pair("HSA_ENABLE_SDMA", "0")));
  runtimes_.insert_or_assign(unit_.runtime, UnitRuntime{});
  EXPECT_EQ(service().hindrance.obstacle, Obstacle::runtime_without_libraries);
  runtimes_.insert_or_assign(
      unit_.runtime,
      UnitRuntime{.files = {{"/usr/lib/ollama/libamdhip64.so.6.2", "libamdhip64.so.6"}}});
  EXPECT_EQ(service().result, ExportResult::exported);
  EXPECT_EQ(service().library, "rocm-6.3");
}

TEST_F(ProgramExportsTest, SessionsAreAProgramToo) {
  UnitQuestion question{
      .views = views_, .cpu_nodes = {0}, .sessions = Sessions{{"all"}, {.line = 9}}};
  auto made = make_unit_files(question).programs;
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made.front().kind, ProgramKind::sessions);
  EXPECT_EQ(made.front().name, "sessions");
  EXPECT_EQ(made.front().hindrance.obstacle, Obstacle::values_differ);
  EXPECT_EQ(made.front().origin.line, 9U);
  question.sessions->devices = {"other"};
  made = make_unit_files(question).programs;
  EXPECT_EQ(made.front().hindrance.obstacle, Obstacle::session_device_absent);
  question.sessions.reset();
  EXPECT_THAT(make_unit_files(question).programs, IsEmpty());
}

}  // namespace
}  // namespace rmcp::publish
