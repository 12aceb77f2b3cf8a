// SPDX-License-Identifier: MIT
// What people type for a setting.
#include "lib/knobs/override.hpp"

#include "lib/knobs/known_variable.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(MeantVariable, IsNoneForAVariableThatIsKnown) {
  EXPECT_EQ(meant_variable("HSA_OVERRIDE_GFX_VERSION"), "");
  EXPECT_EQ(meant_variable("HSA_OVERRIDE_GFX_VERSION_0"), "");
  EXPECT_EQ(meant_variable("HSA_OVERIDE_GFX_VERSION"), "HSA_OVERRIDE_GFX_VERSION");
  EXPECT_EQ(meant_variable("MY_OWN_VARIABLE"), "");
}

TEST(Override, GivesTheValueInPolicysWords) {
  EXPECT_EQ(check_override("attribute.power_cap", "150W").value(), "150 W");
  EXPECT_EQ(check_override("attribute.power_cap", "90% or min").value(), "90 % or min");
  EXPECT_EQ(check_override("attribute.pp_dpm_sclk", "2 0").value(), "0 2");
  EXPECT_EQ(check_override("attribute.thermal_throttling_logging", "60").value(), "60");
  EXPECT_EQ(check_override("environment.HSA_ENABLE_SDMA", "0").value(), "0");
}

TEST(Override, SaysWhatIsAllowed) {
  EXPECT_EQ(check_override("attribute.runtime_pm", "off").error(), "'off' is not one of on, auto");
  EXPECT_EQ(check_override("attribute.thermal_throttling_logging", "9000").error(),
            "9000 is out of range: 0 to 3600 s");
  EXPECT_EQ(check_override("attribute.power_capp", "1 W").error(),
            "no such knob; did you mean 'attribute.power_cap'?");
}

TEST(Override, SetsVariablesOfRocmThatLoadNoCode) {
  EXPECT_EQ(check_override("environment.ROCM_KPACK_DISABLE", "1").value(), "1");
  EXPECT_EQ(check_override("environment.ROCM_KPACK_DEBUG", "1").value(), "1");
  EXPECT_EQ(check_override("environment.HSA_ENABLE_DXG_DETECTION", "0").value(), "0");
}

TEST(Override, NeverSetsVariablesThatLoadCode) {
  EXPECT_TRUE(check_override("environment.MIOPEN_DEBUG_CONV_GEMM", "0").has_value());
  EXPECT_EQ(
      check_override("environment.HSA_ENABLE_SDNA", "0").error(),
      "unknown variable; did you mean 'HSA_ENABLE_SDMA'? Other variables can be set in a policy "
      "file");
  EXPECT_FALSE(check_override("environment.EDITOR", "vi").has_value());
  EXPECT_FALSE(check_override("environment.ROCBLAS_TENSILE_LIBPATH", "/tmp").has_value());
  EXPECT_EQ(check_override("environment.ROCM_KPACK_PATH", "/tmp/x.kpack").error(),
            "ROCM_KPACK_PATH makes programs load code: such variables come only from library sets");
  EXPECT_FALSE(check_override("environment.ROCM_KPACK_PATH_PREFIX", "/tmp/x.kpack").has_value());
  EXPECT_FALSE(check_override("environment.LD_PRELOAD", "/tmp/x.so").has_value());
  EXPECT_FALSE(check_override("environment.A B", "1").has_value());
}

}  // namespace
}  // namespace rmcp
