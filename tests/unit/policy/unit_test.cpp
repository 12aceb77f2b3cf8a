// SPDX-License-Identifier: MIT
// What of a policy's services is news to systemd.
#include "lib/policy/unit.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ServiceUnit unit(const std::string& name) { return {.name = name, .devices = {"egpu"}}; }

TEST(ChangedUnits, AreThoseThatAreNewGoneOrSaySomethingElse) {
  auto other = unit("b.service");
  other.absent = Absent::fail;
  EXPECT_THAT(changed_units({unit("a.service"), unit("b.service"), unit("c.service")},
                            {unit("d.service"), other, unit("a.service")}),
              ElementsAre("b.service", "c.service", "d.service"));
  for (auto change : {+[](ServiceUnit& u) { u.devices = {"all"}; },
                      +[](ServiceUnit& u) { u.runtime = "/opt/own"; }}) {
    other = unit("b.service");
    change(other);
    EXPECT_THAT(changed_units({unit("b.service")}, {other}), ElementsAre("b.service"));
  }
}

TEST(ChangedUnits, AreNoneWhenLinesHaveMoved) {
  auto moved = unit("a.service");
  moved.origin.line = 40;
  EXPECT_THAT(changed_units({unit("a.service"), unit("b.service")}, {unit("b.service"), moved}),
              IsEmpty());
}

}  // namespace
}  // namespace rmcp
