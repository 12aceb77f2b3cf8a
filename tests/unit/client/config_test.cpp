// SPDX-License-Identifier: MIT
// Policy files, rules, profiles and their errors as text.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "tests/unit/client/shown.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

const char* const kPolicy = R"({"policy_state":"valid",
  "rules":[{"name":"navi","file":"/etc/rmcp/policy.d/a.toml","line":3,"use":["base","compute"],
            "settings":[{"knob":"attribute.runtime_pm","value":"on"}]}],
  "profiles":[{"name":"base","description":"For all","file":"/usr/b.toml","line":2,"use":[],
               "unset":["attribute.power_cap"],"settings":["attribute.runtime_pm = auto"]}]})";

TEST(ConfigText, ShowsRulesAndProfiles) {
  EXPECT_EQ(render_config(shown(Json::parse(kPolicy)), Style{}),
            "policy is valid\n\n"
            "rule navi  a.toml:3\n"
            "  use base, compute\n"
            "  attribute.runtime_pm = on\n"
            "profile base  b.toml:2  For all\n"
            "  unset attribute.power_cap\n"
            "  attribute.runtime_pm = auto\n");
}

TEST(ConfigText, ShowsWhatARuleMatchesAndFits) {
  const auto document = Json::parse(R"({"policy_state":"valid","rules":[
    {"name":"box","file":"a.toml","line":3,
     "match":{"external":[true],"gfx":["gfx1030","gfx1100"],"not":[{"name":["*XTX*"]}]},
     "cards":[{"address":"0000:3f:00.0","alias":"egpu","name":"Navi 31","present":false},
              {"address":"0000:03:00.0","alias":"","name":"RX 6600","present":true}],
     "trusted":true,"optional":true,"on_drift":"report"},
    {"name":"all","file":"a.toml","line":9,"match":{},"cards":[],"on_drift":null}]})");
  EXPECT_EQ(render_config(shown(document), Style{}),
            "policy is valid\n\n"
            "rule box  a.toml:3\n"
            "  match external = true, gfx = [\"gfx1030\", \"gfx1100\"], "
            "not = { name = \"*XTX*\" }\n"
            "  fits egpu (Navi 31, absent), 0000:03:00.0 (RX 6600)\n"
            "  trusted = true, optional = true, on_drift = \"report\"\n"
            "rule all  a.toml:9\n"
            "  match every card\n"
            "  fits no card here\n");
}

TEST(ConfigText, ShowsServicesAndTheModule) {
  const auto document = Json::parse(R"({"policy_state":"valid",
    "module":[{"knob":"parameter.noretry","value":"1","file":"m.toml","line":2,"trusted":false},
              {"knob":"parameter.dpm","value":"0","file":"o.toml","line":3,"trusted":true}],
    "units":[{"name":"ollama.service","file":"u.toml","line":3,"devices":["all"],"runtime":"/opt/o",
              "absent":"start"}],
    "sessions":{"file":"u.toml","line":7,"devices":["egpu","igpu"]},
    "system":{"file":"u.toml","line":9,"library":"rocm-5.2"}})");
  EXPECT_EQ(render_config(shown(document), Style{}),
            "policy is valid\n\n"
            "module amdgpu\n"
            "  parameter.noretry = 1  m.toml:2\n"
            "  parameter.dpm = 0  o.toml:3  trusted\n"
            "unit ollama.service  u.toml:3\n"
            "  devices all\n"
            "  runtime /opt/o\n"
            "  absent start\n"
            "sessions  u.toml:7\n"
            "  devices egpu, igpu\n"
            "system  u.toml:9\n"
            "  library rocm-5.2\n");
}

TEST(ConfigText, CountsRulesAndProfiles) {
  EXPECT_EQ(render_valid(shown(Json::parse(R"({"rules":1,"profiles":2,"folders":[]})")), Style{}),
            "policy is valid: 1 rule, 2 profiles\n");
}

TEST(ConfigText, NamesTheFoldersThatWereReadWhenThereIsNoRule) {
  const auto document = Json::parse(R"({"rules":0,"profiles":0,"folders":[
    {"path":"/etc/rmcp/policy.d","exists":true},{"path":"/run/rmcp/policy.d","exists":false}]})");
  EXPECT_EQ(render_valid(shown(document), Style{}),
            "policy is valid: 0 rules, 0 profiles\n"
            "rules are read from /etc/rmcp/policy.d, /run/rmcp/policy.d (which is not there)\n");
}

TEST(ConfigText, TabulatesProfiles) {
  EXPECT_EQ(render_profiles(shown(Json::parse(kPolicy)), Style{}),
            "PROFILE  SETTINGS  DEFINED IN  DESCRIPTION\n"
            "base     1         b.toml:2    For all\n");
  EXPECT_EQ(render_profiles(shown(Json::parse(R"({"profiles":[]})")), Style{}),
            "No profile is defined.\n");
}

TEST(ConfigText, PutsThePathBeforeEachFile) {
  const auto files = Json::parse(
      R"({"files":[{"path":"/a.toml","text":"format = 1"},{"path":"/b.toml","text":"x\n"}]})");
  EXPECT_EQ(render_files(shown(files), Style{}), "# /a.toml\nformat = 1\n\n# /b.toml\nx\n");
}

TEST(ConfigText, IsHarmlessOnATerminalAndExactInAPipe) {
  const auto files = Json::parse(R"({"files":[{"path":"/a","text":"x\u001b[2J\n"}]})");
  Style style;
  EXPECT_EQ(render_files(shown(files), style), "# /a\nx\033[2J\n");
  style.width = 80;
  EXPECT_EQ(render_files(shown(files), style), "# /a\nx\\033[2J\n");
}

TEST(Diagnostics, LookLikeACompilers) {
  const auto document = Json::parse(R"({"diagnostics":[
    {"severity":"error","file":"/etc/x.toml","line":3,"column":2,"message":"unknown key"},
    {"severity":"advice","file":"/etc/x.toml","line":4,"column":0,"message":"has no effect"},
    {"severity":"error","file":"/etc/y.toml","line":0,"column":0,"message":"writable by group"}]})");
  EXPECT_EQ(render_diagnostics(shown(document), Style{}),
            "/etc/x.toml:3:2: error: unknown key\n"
            "/etc/x.toml:4: advice: has no effect\n"
            "/etc/y.toml: error: writable by group\n");
}

TEST(Diagnostics, ColourTheSeverity) {
  const auto document = Json::parse(
      R"({"diagnostics":[{"severity":"error","file":"/x","line":1,"column":2,"message":"m"}]})");
  Style style;
  style.colour = true;
  EXPECT_EQ(render_diagnostics(shown(document), style), "/x:1:2: \033[31merror\033[0m: m\n");
}

TEST(Diagnostics, WarnOfAPolicyThatIsNotInForce) {
  const auto document = [](const char* state) {
    return Json::parse(
        R"({"diagnostics":[{"severity":"error"},{"severity":"advice"}],"policy_state":")" +
        std::string(state) + "\"}");
  };
  EXPECT_EQ(
      policy_warning(shown(document("stale"))),
      "policy is stale: 1 error, the last good policy stays in force. See: rmcpctl config check");
  EXPECT_EQ(policy_warning(shown(document("invalid"))),
            "policy is invalid: 1 error, nothing is applied. See: rmcpctl config check");
  EXPECT_EQ(policy_warning(shown(document("invalid")), "root@box"),
            "policy is invalid: 1 error, nothing is applied. See: rmcpctl -H root@box status");
  EXPECT_EQ(policy_warning(shown(document("unreachable"))),
            "policy is unreachable: the policy in force stays until its files can be read. See: "
            "rmcpctl status");
  EXPECT_EQ(policy_warning(shown(document("valid"))), "");
}

}  // namespace
}  // namespace rmcp::client
