// SPDX-License-Identifier: MIT
// What every row of the table has to be.
#include "lib/knobs/knob.hpp"
#include "lib/knobs/variable.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rmcp {
namespace {

TEST(Knobs, HaveUniqueNamesAndAreFoundByThem) {
  std::set<std::string_view> names;
  for (const auto& knob : knobs()) {
    EXPECT_TRUE(names.insert(knob.name).second) << knob.name;
    EXPECT_EQ(find_knob(knob.name), &knob);
  }
}

TEST(Knobs, FillEveryColumnThatTheyNeed) {
  for (const auto& knob : knobs()) {
    ASSERT_NE(knob.codec, nullptr) << knob.name;
    EXPECT_NE(knob.risk, nullptr) << knob.name;
    EXPECT_FALSE(knob.doc.empty() || knob.source.empty() || knob.present_on.empty()) << knob.name;
    EXPECT_EQ(knob.file.empty(), knob.scope != Scope::device) << knob.name;
    EXPECT_TRUE(knob.name.starts_with(to_string(knob.kind))) << knob.name;
  }
}

TEST(Knobs, NeverLeaveTheDevicesFolder) {
  for (const auto& knob : knobs()) {
    EXPECT_FALSE(knob.file.starts_with("/")) << knob.name;
    EXPECT_EQ(knob.file.find(".."), std::string_view::npos) << knob.name;
  }
}

TEST(Knobs, ComeAfterTheKnobTheyRequire) {
  for (const auto& knob : knobs()) {
    if (knob.requires_knob.empty()) continue;
    const auto* needed = find_knob(knob.requires_knob);
    ASSERT_NE(needed, nullptr) << knob.name;
    EXPECT_LT(needed, &knob) << knob.name;
    const Scalar value{std::string(knob.requires_value)};
    EXPECT_TRUE(needed->codec->parse(*needed, value)) << knob.name;
  }
}

TEST(Knobs, RestoreAConstantOnlyWithOne) {
  for (const auto& knob : knobs()) {
    if (knob.restore != Restore::constant) continue;
    EXPECT_TRUE(knob.codec->parse(knob, Scalar{std::string(knob.restore_value)})) << knob.name;
  }
}

TEST(Knobs, StartWithAValueThatPolicyCouldName) {
  for (const auto& knob : knobs()) {
    if (knob.normal.empty()) continue;
    EXPECT_TRUE(normal_of_table(knob, {})) << knob.name;
  }
}

TEST(Knobs, AreReleasedToAValueThatPolicyCouldName) {
  for (const auto& knob : knobs()) {
    if (knob.release_on_stop.empty()) continue;
    const auto value = knob.codec->parse(knob, Scalar{std::string(knob.release_on_stop)});
    ASSERT_TRUE(value) << knob.name;
    EXPECT_TRUE(knob.codec->encode(knob, *value, {})) << knob.name;
  }
}

TEST(Knobs, AnyVariableBelongsToOneRow) {
  const auto* row = find_knob("environment.HSA_ENABLE_SDMA");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->name, "environment.*");
  EXPECT_EQ(find_knob("environment."), nullptr);
  EXPECT_EQ(find_knob("attribute.nonsense"), nullptr);
}

TEST(Knobs, SuggestTheNearestName) {
  EXPECT_EQ(nearest_knob("attribute.powercap"), "attribute.power_cap");
  EXPECT_EQ(nearest_knob("zzzzzzzzzzzzzzzzzzz"), "");
}

TEST(LoadsCode, KnowsVariablesThatMakeAProcessLoadCode) {
  for (const auto* name :
       {"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PATH", "HSA_TOOLS_LIB", "PYTHONPATH",
        "ROCP_TOOL_LIBRARIES", "OMP_TOOL_LIBRARIES", "TRITON_LIBHIP_PATH", "GGML_BACKEND_PATH"}) {
    EXPECT_TRUE(loads_code(name)) << name;
  }
  for (const auto* name :
       {"HSA_ENABLE_SDMA", "MIOPEN_FIND_MODE", "HSA_OVERRIDE_GFX_VERSION", "LDX"}) {
    EXPECT_FALSE(loads_code(name)) << name;
  }
}

TEST(LoadsCode, KnowsWhereLibrariesReadTheirGpuCodeFrom) {
  for (const auto* name : {"ROCM_KPACK_PATH", "ROCM_KPACK_PATH_PREFIX", "ROCBLAS_TENSILE_LIBPATH",
                           "HIPBLASLT_TENSILE_LIBPATH", "MIOPEN_SYSTEM_DB_PATH",
                           "ROCFFT_RTC_SYS_CACHE_PATH", "ROCFFT_RTC_PROCESS_HELPER"}) {
    EXPECT_TRUE(loads_code(name)) << name;
  }
  // They switch it off, show it, or keep what the program itself has compiled.
  for (const auto* name : {"ROCM_KPACK_DISABLE", "ROCM_KPACK_DEBUG", "MIOPEN_USER_DB_PATH"}) {
    EXPECT_FALSE(loads_code(name)) << name;
  }
}

}  // namespace
}  // namespace rmcp
