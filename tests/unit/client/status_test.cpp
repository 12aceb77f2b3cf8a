// SPDX-License-Identifier: MIT
// The tree of `status` and the lines of `show`.
#include "client/document/json.hpp"
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Json degraded_gpu() {
  return Json::parse(R"({"version":"1.2.3","mode":"enforce","policy_state":"valid","settling":false,
  "diagnostics":[],"devices":[{"address":"0000:03:00.0","name":"AMD Radeon RX 6600","pci_id":"1002:73ff",
  "revision":199,"class":196608,"driver":"amdgpu","driver_version":"3.57.0","gfx":"gfx1032",
  "generation":"rdna2","external":null,"apu":false,"unique_id":null,"card":"card1",
  "render_nodes":["renderD128"],"kfd_nodes":[{"node":1,"gpu_id":23}],"vram_bytes":8589934592,
  "compute_units":28,"state":"degraded","note":"power_cap: EINVAL","rules":["navi23"],"profiles":[],
  "settings":[
    {"knob":"attribute.power_cap","value":"150 W","file":"/etc/10-a.toml","line":7,"section":"navi23"},
    {"knob":"environment.HSA_ENABLE_SDMA","value":"0","file":"/etc/10-a.toml","line":9,"section":"compute"}],
  "environment":{"HSA_ENABLE_SDMA":"0"},"last_reason":"hotplug","last_applied":1000000,
  "last_outcomes":[{"knob":"attribute.power_cap","result":"failed","to":"150 W","error":22}]}]})");
}

TEST(Status, ShowsATreeOfSettings) {
  EXPECT_EQ(
      render_status(shown(degraded_gpu()), Style{}),
      "rmcpd 1.2.3, mode enforce, policy valid\n"
      "\n"
      "● 0000:03:00.0  AMD Radeon RX 6600\n"
      "  Device: gfx1032 (rdna2), 1002:73ff, amdgpu 3.57.0, card1, renderD128, 8.0 GiB, 28 CUs\n"
      "   State: degraded, 1970-01-01 00:00:01 (hotplug)\n"
      "    Note: power_cap: EINVAL\n"
      "   Rules: navi23\n"
      "  Settings\n"
      "  ├─attribute\n"
      "  │ └─power_cap        150 W  failed     10-a.toml:7  navi23   EINVAL\n"
      "  └─environment\n"
      "    └─HSA_ENABLE_SDMA  0      published  10-a.toml:9  compute\n");
}

TEST(Status, TellsOfTheTaintThatOverdriveLikelyIs) {
  auto document = degraded_gpu();
  document["overdrive_taints"] = false;
  EXPECT_THAT(render_status(shown(document), Style{}), Not(HasSubstr("taint")));
  document["overdrive_taints"] = true;
  EXPECT_THAT(render_status(shown(document), Style{}),
              HasSubstr("\nkernel tainted, likely by overdrive: report bugs without it\n"));
}

/// The line of the cap, with this step for it.
std::string cap_line(const char* step) {
  auto document = degraded_gpu();
  document["devices"][0]["settings"][0]["value"] = "90 %";
  document["devices"][0]["steps"] = Json::array({Json::parse(step)});
  std::istringstream lines(render_status(shown(document), Style{}));
  for (std::string line; std::getline(lines, line);)
    if (line.find("power_cap  ") != std::string::npos) return line;
  return "";
}

TEST(Status, ShowsTheValueInForceBesideTheOneAskedFor) {
  EXPECT_THAT(cap_line(R"({"action":"set","knob":"attribute.power_cap","state":"already",
                           "from":"294 W","to":"294 W"})"),
              HasSubstr("power_cap        90 % = 294 W  failed"));
  EXPECT_THAT(
      cap_line(R"({"action":"set","knob":"attribute.power_cap","state":"change",
                           "from":"250 W","to":"294 W"})"),
      AllOf(HasSubstr("power_cap        90 % = 294 W  failed"), HasSubstr("now 250 W; EINVAL")));
}

TEST(Status, OfAChangeOfBitsShowsTheMaskThatIsInForce) {
  auto document = degraded_gpu();
  document["devices"][0]["settings"] = Json::parse(
      R"([{"knob":"parameter.ppfeaturemask","value":"+overdrive","file":"/a.toml","line":1,"section":"r"}])");
  document["devices"][0]["steps"] = Json::parse(
      R"([{"action":"set","knob":"parameter.ppfeaturemask","state":"already","from":"0xffffffff",
           "to":"0xfff7ffff"}])");
  EXPECT_THAT(render_status(shown(document), Style{}), HasSubstr("+overdrive = 0xffffffff  "));
}

TEST(Status, ClaimsNoValueInForceThatWasNotRead) {
  EXPECT_THAT(cap_line(R"({"action":"set","knob":"attribute.power_cap","state":"change",
                           "from":"","to":"294 W"})"),
              HasSubstr("power_cap        90 % = 294 W  failed"));
  EXPECT_THAT(cap_line(R"({"action":"restore","knob":"attribute.power_cap","state":"change",
                           "from":"250 W","to":"327 W"})"),
              HasSubstr("power_cap        90 %  failed"));
}

TEST(Status, OfACurveHasThePointsOfPolicyOnce) {
  auto document = degraded_gpu();
  document["devices"][0]["settings"] = Json::parse(
      R"([{"knob":"fan.curve","value":"0: 30 C 20 %, 1: 60 C 50 %","file":"/a.toml","line":1,"section":"r"}])");
  document["devices"][0]["steps"] = Json::parse(
      R"([{"action":"set","knob":"fan.curve","state":"already","from":"1: 60 C 50 %","to":"1: 60 C 50 %"}])");
  EXPECT_THAT(render_status(shown(document), Style{}), HasSubstr("0: 30 C 20 %, 1: 60 C 50 %  "));
}

TEST(Status, FitsTheTerminalAndStillSaysWhatWentWrong) {
  auto document = degraded_gpu();
  document["devices"][0]["last_outcomes"][0]["reason"] =
      "the driver accepted the write and shows another value than policy wants";
  Style style;
  style.width = 60;
  const auto text = render_status(shown(document), style);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), 60U) << line;
  EXPECT_THAT(text, HasSubstr("  Device: gfx1032 (rdna2), 1002:73ff, amdgpu 3.57.0, card1,\n"
                              "          renderD128, 8.0 GiB, 28 CUs\n"));
  EXPECT_THAT(text, HasSubstr("  │ └─power_cap        150 W  failed     10-a.toml:7\n"
                              "  │       EINVAL, the driver accepted the write and shows\n"
                              "  │       another value than policy wants\n"));
}

TEST(Status, ColoursTheMarkTheStateAndTheOutcome) {
  Style style;
  style.colour = true;
  const auto text = render_status(shown(degraded_gpu()), style);
  EXPECT_THAT(text, HasSubstr("\033[31m●\033[0m \033[1m0000:03:00.0  AMD Radeon RX 6600\033[0m\n"));
  EXPECT_THAT(text, HasSubstr("   State: \033[31mdegraded\033[0m, 1970"));
  EXPECT_THAT(text, HasSubstr("150 W  \033[31mfailed\033[0m     10-a.toml:7"));
  EXPECT_THAT(text, HasSubstr("policy \033[32mvalid\033[0m\n"));
}

TEST(Status, DrawsBranchesInAsciiWhereTheLocaleIs) {
  Style style;
  style.utf8 = false;
  const auto text = render_status(shown(degraded_gpu()), style);
  EXPECT_THAT(text, HasSubstr("|-attribute"));
  EXPECT_THAT(text, HasSubstr("* 0000:03:00.0"));
}

TEST(Status, PutsPolicyErrorsOnTop) {
  auto document = degraded_gpu();
  document["policy_state"] = "stale";
  document["diagnostics"] = Json::parse(
      R"([{"severity":"error","file":"/etc/x.toml","line":3,"column":2,"message":"unknown key"}])");
  EXPECT_TRUE(render_status(shown(document), Style{})
                  .starts_with("rmcpd 1.2.3, mode enforce, policy stale\n"
                               "/etc/x.toml:3:2: error: unknown key\n\n● "));
}

TEST(Status, SaysWhenASettingWasNotApplied) {
  auto document = degraded_gpu();
  document["devices"][0]["last_outcomes"] = Json::array();
  EXPECT_THAT(render_status(shown(document), Style{}), HasSubstr("not applied  10-a.toml:7"));
}

Json without_overdrive() {
  auto document = degraded_gpu();
  document["devices"][0]["last_outcomes"] = Json::parse(R"x([
    {"knob":"overdrive.core_clock_max","result":"unsupported","to":"2400 MHz","reason":
     "this card has no pp_od_clk_voltage: overdrive is off (bit 0x4000 of ppfeaturemask, loaded as 0xfff7bfff)"
}])x");
  return document;
}

constexpr auto kOverdriveHelp =
    "\nOverdrive is off. These lines turn it on, as a file in /etc/rmcp/policy.d:\n"
    "  format = 1\n"
    "  [module.amdgpu]\n"
    "  trusted = true\n"
    "  ppfeaturemask = { add = [\"overdrive\"] }\n"
    "After \"rmcpctl reload\", \"rmcpctl kernel\" says";

TEST(Status, HasTheLinesThatTurnOverdriveOnOnceForAllCards) {
  auto document = without_overdrive();
  document["devices"].push_back(document["devices"][0]);
  const auto text = render_status(shown(document), Style{});
  const auto first = text.find(kOverdriveHelp);
  EXPECT_NE(first, text.npos);
  EXPECT_EQ(text.find("[module.amdgpu]", first + 90), text.find("[module.amdgpu]"));
  EXPECT_THAT(render_reload(shown(document), Style{}), HasSubstr("[module.amdgpu]\n"));
  EXPECT_THAT(render_status(shown(degraded_gpu()), Style{}), Not(HasSubstr("Overdrive")));
}

TEST(Status, IsSilentAboutOverdriveThatPolicyAlreadyTurnsOn) {
  auto document = without_overdrive();
  auto& outcomes = document["devices"][0]["last_outcomes"];
  outcomes.push_back({{"knob", "parameter.ppfeaturemask"}, {"to", "0xfff7ffff"}});
  EXPECT_THAT(render_status(shown(document), Style{}), Not(HasSubstr("Overdrive")));
  outcomes.back()["to"] = "-gfxoff";
  EXPECT_THAT(render_status(shown(document), Style{}), HasSubstr("Overdrive"));
}

TEST(Status, ShowsABareDeviceWithoutEmptyLines) {
  const auto bare = Json::parse(
      R"({"version":null,"mode":"enforce","policy_state":"valid","diagnostics":[],
      "devices":[{"address":"0000:06:00.0","name":"HD","driver":null,"state":"unmanaged","note":""}]})");
  EXPECT_EQ(render_status(shown(bare), Style{}),
            "rmcpd not asked, mode enforce, policy valid\n\n"
            "○ 0000:06:00.0  HD\n  Device: no driver\n   State: unmanaged\n");
}

TEST(Show, AlignsKeysAndHasAWordForEverything) {
  const auto text = render_show(shown(degraded_gpu()), Style{});
  EXPECT_THAT(text, HasSubstr("      revision: 0xc7\n"));
  EXPECT_THAT(text, HasSubstr("         class: 0x030000\n"));
  EXPECT_THAT(text, HasSubstr("      external: -\n"));
  EXPECT_THAT(text, HasSubstr("           apu: no\n"));
  EXPECT_THAT(text, HasSubstr("    vram_bytes: 8589934592 (8.0 GiB)\n"));
  EXPECT_THAT(
      text, HasSubstr("      settings: attribute.power_cap = 150 W  (10-a.toml:7, navi23)\n"
                      "                environment.HSA_ENABLE_SDMA = 0  (10-a.toml:9, compute)\n"));
  EXPECT_THAT(text, HasSubstr("   environment: HSA_ENABLE_SDMA=0\n"));
  EXPECT_THAT(text, HasSubstr(" last_outcomes: attribute.power_cap = 150 W: failed, EINVAL\n"));
  EXPECT_THAT(text, Not(HasSubstr(": \n")));
}

}  // namespace
}  // namespace rmcp::client
