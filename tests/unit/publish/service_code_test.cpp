// SPDX-License-Identifier: MIT
// compute.gfx_override = "auto" of a service, by its runtime and its program.
#include "daemon/publish/service_code.hpp"

#include "daemon/publish/unit_files.hpp"
#include "views.hpp"

#include <gmock/gmock.h>

namespace rmcp::publish {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const UnitRuntime kSibling{.code = {.targets = {"gfx1030"}}};
const UnitRuntime kOwn{.code = {.targets = {"gfx1032"}}};

class ServiceCodeTest : public testing::Test {
 protected:
  ServiceCodeTest() { view_.published = {{"compute.gfx_override", "auto"}}; }

  UnitFiles files() const {
    return make_unit_files({.views = {&view_},
                            .cpu_nodes = {0},
                            .units = {unit_},
                            .runtimes = runtimes_,
                            .programs = programs_});
  }
  std::string environment() const { return files().environment.at(unit_.name); }
  std::string undecided() const {
    const auto all = files().undecided;
    return all.empty() ? "" : all.front();
  }
  void has_runtime(FoundRuntime found) {
    unit_.runtime = "/usr/lib/llm";
    runtimes_.insert_or_assign(unit_.runtime, std::move(found));
  }
  void has_program(FoundRuntime found) {
    programs_.insert_or_assign(unit_.name, UnitProgram{"/usr/bin/llm", std::move(found)});
  }

  DeviceView view_ = test::rx6600();  // gfx1032
  ServiceUnit unit_{.name = "llm.service", .devices = {"0000:03:00.0"}};
  Runtimes runtimes_;
  UnitPrograms programs_;
};

constexpr auto kOverride = "\nHSA_OVERRIDE_GFX_VERSION=\"10.3.0\"\n";

TEST_F(ServiceCodeTest, TheRuntimesCodeDecides) {
  has_runtime(kSibling);
  EXPECT_THAT(environment(), HasSubstr(kOverride));
  has_runtime(kOwn);
  EXPECT_THAT(environment(), Not(HasSubstr("\nHSA_OVERRIDE")));
  EXPECT_EQ(undecided(), "");
}

TEST_F(ServiceCodeTest, TheProgramsCodeDecides) {
  has_program(kSibling);
  EXPECT_THAT(environment(), HasSubstr(kOverride));
  has_program(kOwn);
  EXPECT_THAT(environment(), Not(HasSubstr("\nHSA_OVERRIDE")));
  EXPECT_THAT(environment(), HasSubstr(": /usr/bin/llm has code for gfx1032"));
  EXPECT_EQ(undecided(), "");
}

TEST_F(ServiceCodeTest, RuntimeAndProgramDecideTogether) {
  has_runtime(kSibling);
  has_program(kOwn);
  EXPECT_THAT(environment(), Not(HasSubstr("\nHSA_OVERRIDE")));
  EXPECT_THAT(environment(), HasSubstr("/usr/lib/llm with /usr/bin/llm has code for gfx1032"));
}

TEST_F(ServiceCodeTest, RocmsCodeDecidesOnlyWithoutAnyOfTheServicesOwn) {
  has_program(UnitRuntime{.rocm = {.targets = {"gfx1030"}}});
  EXPECT_THAT(environment(), HasSubstr(kOverride));
  has_runtime(kOwn);
  EXPECT_THAT(environment(), Not(HasSubstr("\nHSA_OVERRIDE")));
}

TEST_F(ServiceCodeTest, ACodeThatCannotBeReadDecidesNothingAndIsTold) {
  has_program(UnitRuntime{.code = {.unread = {""}}});
  EXPECT_THAT(undecided(), HasSubstr("the code for gfx1032 in /usr/bin/llm could not be read"));
}

TEST_F(ServiceCodeTest, WithoutCodeStatusNamesTheProgramAndTheRemedy) {
  has_program(UnitRuntime{});
  EXPECT_EQ(undecided(),
            "llm.service: compute.gfx_override = \"auto\" of 0000:03:00.0 has no effect: no GPU "
            "code was found in /usr/bin/llm, and the folder of its libraries is not known: name it "
            "as runtime of the [[unit]]");
  has_program(tl::unexpected(Failure("/usr/bin/llm is a script")));
  EXPECT_THAT(undecided(), HasSubstr("/usr/bin/llm is a script, and the folder"));
  EXPECT_THAT(undecided(), HasSubstr("name it as runtime of the [[unit]]"));
  has_runtime(UnitRuntime{});
  EXPECT_THAT(undecided(), HasSubstr(": no GPU code was found in /usr/lib/llm; /usr/bin/llm is a "
                                     "script"));
}

TEST_F(ServiceCodeTest, NothingIsToldWhileFilesAreBeingRead) {
  EXPECT_EQ(undecided(), "");
  unit_.runtime = "/usr/lib/llm";
  has_program(UnitRuntime{});
  EXPECT_EQ(undecided(), "");
}

TEST_F(ServiceCodeTest, WithoutItsFolderTheProgramAloneDecidesNothing) {
  has_runtime(tl::unexpected(Failure("/usr/lib/llm is unreachable: no answer for 5 s")));
  has_program(kSibling);
  EXPECT_THAT(environment(), Not(HasSubstr("\nHSA_OVERRIDE")));
  EXPECT_THAT(undecided(), HasSubstr("/usr/lib/llm is unreachable"));
}

TEST_F(ServiceCodeTest, ACardWithoutTheSettingNeedsNoCode) {
  view_.published = {};
  has_program(tl::unexpected(Failure("/usr/bin/llm is a script")));
  EXPECT_EQ(undecided(), "");
}

}  // namespace
}  // namespace rmcp::publish
