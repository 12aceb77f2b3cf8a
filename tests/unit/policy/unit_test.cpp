// SPDX-License-Identifier: MIT
// What of a policy's services is news to systemd.
#include "lib/policy/unit.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <string>

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

/// The names in After= of rmcpd.service.
std::vector<std::string> before_rmcpd() {
  constexpr std::string_view kAfter = "After=";
  std::ifstream file(RMCP_UNITS "/rmcpd.service.in");
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kAfter)) continue;
    std::istringstream names(line.substr(kAfter.size()));
    for (std::string name; names >> name;) out.push_back(name);
  }
  return out;
}

TEST(UnitName, IsNoServiceThatRmcpdIsOrderedAfter) {
  const auto names = before_rmcpd();
  EXPECT_THAT(names, testing::Contains("polkit.service"));
  for (const auto& name : names) {
    const auto service = name.substr(0, name.rfind('.')) + ".service";
    EXPECT_THAT(check_unit_name(service).text, testing::HasSubstr("cannot wait for rmcpd"))
        << service;
  }
}

TEST(UnitName, IsAnyThatStartsLaterHoweverItBegins) {
  for (const auto* name : {"dbusx.service", "modprobe.service", "polkit-agent.service",
                           "systemd.service", "my-systemd-helper.service"})
    EXPECT_FALSE(check_unit_name(name)) << name;
}

}  // namespace
}  // namespace rmcp
