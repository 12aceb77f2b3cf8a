// SPDX-License-Identifier: MIT
// The fields of a knob that only some knobs have.
#include "lib/knobs/knob.hpp"
#include "lib/records/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using testing::ElementsAre;

std::vector<std::string> probe_only(std::string_view knob) {
  return get<std::vector<std::string>>(describe(*find_knob(knob)), "probe_only");
}

TEST(KnobRecord, NamesTheGenerationsOnWhichAParameterIsReadOnlyAtProbe) {
  EXPECT_THAT(probe_only("parameter.noretry"),
              ElementsAre("GC 9", "GC 10.1", "GC 10.3", "GC 11 since Linux 7.2",
                          "GC 12.0 since Linux 7.2"));
  EXPECT_THAT(probe_only("parameter.ppfeaturemask"), ElementsAre("GC 9"));
  EXPECT_THAT(probe_only("parameter.aspm"), ElementsAre("none"));
  // Read at run time, and no parameter at all.
  EXPECT_THAT(probe_only("parameter.gpu_recovery"), ElementsAre());
  EXPECT_THAT(probe_only("attribute.power_cap"), ElementsAre());
}

}  // namespace
}  // namespace rmcp
