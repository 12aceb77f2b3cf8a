// SPDX-License-Identifier: MIT
// The parameters that a rebind sets for one card, and the reasons for those that it leaves out.
#include "lib/module/rebind_values.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using test::setting;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

constexpr GfxTarget kNavi10{10, 1, 0};

class RebindValuesTest : public testing::Test {
 protected:
  RebindValuesTest() {
    found.release = "6.12.95";
    found.kernel = KernelVersion{6, 12};
    found.loaded = true;
    load("noretry", "-1", true);
    load("dc", "-1", false);
    load("gpu_recovery", "-1", false);
  }

  void load(const std::string& name, const std::string& text, bool writable) {
    found.values[name] = text;
    found.writable[name] = writable;
  }

  void want(const char* name, const char* value, bool trusted = false) {
    auto wanted = setting(name, value);
    wanted.trusted = trusted;
    desired.settings.insert_or_assign(wanted.name, wanted);
  }

  RebindValues values(std::optional<GfxTarget> gfx = kNavi10) const {
    return rebind_values(desired, gfx, found, consent);
  }

  ModuleFound found;
  Desired desired;
  Consent consent;
};

TEST_F(RebindValuesTest, HasWhatTheDriverReadsWhileItProbesAlone) {
  want("parameter.noretry", "1");
  const auto out = values();
  EXPECT_THAT(out.values, ElementsAre(Pair("noretry", "1")));
  EXPECT_THAT(out.left_out, IsEmpty());
}

TEST_F(RebindValuesTest, LeavesToTheKernelModuleWhatItSets) {
  want("parameter.noretry", "1");
  want("parameter.dc", "0");
  for (auto& [name, wanted] : desired.settings) wanted.order = 1;  // by a rule
  found.probe.loaded = true;
  EXPECT_THAT(values().values, IsEmpty());
  EXPECT_THAT(values().left_out, IsEmpty());
  EXPECT_THAT(values(GfxTarget{11, 0, 0}).left_out, Not(IsEmpty())) << "read later too";
}

TEST_F(RebindValuesTest, SaysNothingOfValuesThatAreLoaded) {
  want("parameter.noretry", "1");
  load("noretry", "1", true);
  EXPECT_THAT(values().values, IsEmpty());
  EXPECT_THAT(values().left_out, IsEmpty());
}

TEST_F(RebindValuesTest, LeavesOutWhatSysfsDoesNotTake) {
  want("parameter.dc", "0");
  EXPECT_THAT(values().values, IsEmpty());
  EXPECT_THAT(values().left_out, ElementsAre("parameter.dc: sysfs does not take it"));
}

/// The hubs of GC 11 read the parameter again (gfxhub_v3_0.c:gfxhub_v3_0_setup_vmid_config).
TEST_F(RebindValuesTest, LeavesOutWhatSuchACardReadsLaterToo) {
  want("parameter.noretry", "1");
  EXPECT_THAT(values(GfxTarget{11, 0, 0}).left_out,
              ElementsAre(HasSubstr("the driver also reads it later")));
  EXPECT_THAT(values(std::nullopt).left_out, ElementsAre(HasSubstr("gfx target is unknown")));
}

TEST_F(RebindValuesTest, LeavesOutWhatTheKernelDoesNotHave) {
  found.values.erase("noretry");
  want("parameter.noretry", "1");
  EXPECT_THAT(values().left_out,
              ElementsAre("parameter.noretry: Linux 6.12.95 has no amdgpu.noretry"));
}

TEST_F(RebindValuesTest, LeavesOutWhatCouldNotBePutBack) {
  want("parameter.noretry", "1");
  load("noretry", "", true);
  EXPECT_THAT(values().left_out, ElementsAre(HasSubstr("could not be written back")));
  load("noretry", "(null)", true);
  EXPECT_THAT(values().left_out, ElementsAre(HasSubstr("could not be written back")));
}

TEST_F(RebindValuesTest, LeavesParametersAloneThatAreReadAtRunTime) {
  load("queue_preemption_timeout_ms", "9000", true);
  want("parameter.queue_preemption_timeout_ms", "12000");
  EXPECT_THAT(values().values, IsEmpty());
  EXPECT_THAT(values().left_out, IsEmpty());
}

/// A risky parameter that a rebind could set.
class RiskyRebindValues : public RebindValuesTest {
 protected:
  void SetUp() override {
    for (const auto& row : module_parameters()) {
      const bool fits = row.risk == Risk::confirm && row.type == ParameterType::integer &&
                        (probe_only_on(row, found.kernel) & kGc10_1) != 0 &&
                        row.read_at == ReadAt::probe;
      if (fits) risky = &row;
    }
    ASSERT_NE(risky, nullptr);
    name = std::string(risky->knob);
    value = std::to_string(risky->max);
    load(std::string(risky->name()), std::string(risky->normal), true);
  }

  const ModuleParameter* risky = nullptr;
  std::string name, value;
};

TEST_F(RiskyRebindValues, NeedTheAdministratorsWord) {
  want(name.c_str(), value.c_str());
  EXPECT_THAT(values().left_out, ElementsAre(HasSubstr("risky: write trusted = true into ")));
  consent.approved.insert({name, value});
  EXPECT_THAT(values().values, ElementsAre(Pair(risky->name(), value)));
  consent.approved.clear();
  want(name.c_str(), value.c_str(), true);
  EXPECT_THAT(values().values, ElementsAre(Pair(risky->name(), value)));
}

TEST_F(RiskyRebindValues, StayAwayOnceTheyWereTakenBack) {
  want(name.c_str(), value.c_str(), true);
  consent.taken_back[{name, value}] = "the first boot with it ended within minutes";
  EXPECT_THAT(values().values, IsEmpty());
  EXPECT_THAT(values().left_out, ElementsAre(HasSubstr("ended within minutes")));
}

}  // namespace
}  // namespace rmcp
