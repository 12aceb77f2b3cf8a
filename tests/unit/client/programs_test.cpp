// SPDX-License-Identifier: MIT
// Services, sessions and container devices in status and after a reload.
#include "client/render/programs.hpp"

#include "client/document/json.hpp"
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/programs_of_devices.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;
using testing::Not;

Json two_cards() {
  return Json::parse(R"json({"devices":[{"address":"0000:03:00.0"},{"address":"0000:3f:00.0"}],
  "programs":[
    {"kind":"unit","name":"ollama.service","devices":["all"],
     "addresses":["0000:03:00.0","0000:3f:00.0"],"result":"not-exported","environment":{},
     "library":"","reason":"environment.X: a has none, b has \"0\" (10-a.toml:7)",
     "next_step":"name one device","file":"/etc/10-a.toml","line":9},
    {"kind":"sessions","name":"sessions","devices":["egpu"],"addresses":["0000:3f:00.0"],
     "result":"exported","environment":{"X":"0","Y":"1"},"library":"rocm-6.3","reason":"",
     "next_step":"","file":"/etc/10-a.toml","line":12},
    {"kind":"container","name":"all","devices":[],"addresses":["0000:03:00.0","0000:3f:00.0"],
     "result":"not-exported","environment":{},"library":"","reason":"x","next_step":"y","file":"",
     "line":0}]})json");
}

TEST(Programs, HaveTheirVariablesOrReasonAndNextStepBelow) {
  EXPECT_EQ(render_programs(shown(two_cards()), Style{}),
            "Programs\n"
            "├─ollama.service  all: 0000:03:00.0, 0000:3f:00.0  not-exported  10-a.toml:9\n"
            "│     environment.X: a has none, b has \"0\" (10-a.toml:7)\n"
            "│     name one device\n"
            "└─sessions        egpu                             exported      10-a.toml:12\n"
            "      X=0, Y=1, libraries of rocm-6.3\n"
            "Not offered to containers: all. See: rmcpctl status --json\n");
}

TEST(Programs, FitTheTerminal) {
  for (const unsigned width : {80U, 60U, 40U}) {
    Style style;
    style.width = width;
    std::istringstream lines(render_programs(shown(two_cards()), style));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), width) << line;
  }
}

TEST(Programs, AreNotShownWherePolicyNamesNone) {
  auto document = two_cards();
  document["programs"] = Json::array();
  EXPECT_EQ(render_programs(shown(document), Style{}), "");
  EXPECT_EQ(program_counts(shown(document)), "");
  document.erase("programs");  // a daemon that is older than this client
  EXPECT_EQ(render_programs(shown(document), Style{}), "");
}

TEST(Programs, StandBelowTheDevicesInStatus) {
  const auto text = render_status(shown(two_cards()), Style{});
  EXPECT_GT(text.find("\n\nPrograms\n"), text.find("0000:3f:00.0"));
}

TEST(Programs, OfOneDeviceAreThoseThatGetIt) {
  auto document = two_cards();
  document["devices"] = Json::parse(R"([{"address":"0000:03:00.0"}])");
  keep_programs_of_devices(document);
  ASSERT_EQ(document["programs"].size(), 1U);
  EXPECT_EQ(document["programs"][0]["name"], "ollama.service");
}

TEST(Programs, AreCountedAndThoseThatGetNothingAreNamed) {
  auto document = two_cards();
  EXPECT_EQ(program_counts(shown(document)),
            "programs: 1 not-exported (ollama.service), 1 exported; rmcpctl status says why\n");
  document["programs"].erase(0);
  EXPECT_EQ(program_counts(shown(document)), "programs: 1 exported\n");
}

TEST(Programs, OfAnUnknownResultClaimNothing) {
  auto document = two_cards();
  document["programs"] = Json::parse(R"([{"kind":"unit","name":"a.service","devices":["all"],
    "addresses":[],"result":"unknown","environment":null,"library":null,"reason":"",
    "next_step":"","file":"/etc/10-a.toml","line":9}])");
  EXPECT_EQ(render_programs(shown(document), Style{}),
            "Programs\n└─a.service  all  unknown  10-a.toml:9\n");
  EXPECT_THAT(program_counts(shown(document)), HasSubstr("1 unknown (a.service)"));
  EXPECT_THAT(program_counts(shown(document)), Not(HasSubstr("exported")));
}

}  // namespace
}  // namespace rmcp::client
