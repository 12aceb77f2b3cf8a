// SPDX-License-Identifier: MIT
// What `rmcpctl kernel` prints.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

Json document() {
  return Json::parse(R"({"kernel":"6.12.95","file":"/etc/modprobe.d/rmcp.conf","problem":"",
    "rebuild":"update-initramfs -u","reboot_for":["noretry"],"initramfs_stale":true,"parameters":[
    {"name":"lockup_timeout","configured":"","origin":"","device":"","loaded":"10000",
     "initramfs":"","command_line":"10000","other":"","wins":"kernel command line","state":"","note":""},
    {"name":"noretry","configured":"1","origin":"20-egpu.toml:9","device":"0000:3f:00.0",
     "loaded":"-1","initramfs":"","command_line":"","other":"/etc/modprobe.d/a.conf:3: 0",
     "wins":"policy","state":"pending","note":"stored, needs update-initramfs -u and a reboot"}]})");
}

TEST(Kernel, ShowsEachPlaceAndWhatIsLeftToDo) {
  EXPECT_EQ(render_kernel(shown(document()), Style{}),
            "amdgpu on Linux 6.12.95, rmcpd's file /etc/modprobe.d/rmcp.conf\n\n"
            "PARAMETER       POLICY  LOADED  INITRAMFS  ARGUMENT  WINS                 SET BY      "
            "                     "
            "OTHER FILE                   NOTE\n"
            "lockup_timeout  -       10000   -          10000     kernel command line\n"
            "noretry         1       -1      -          -         policy               "
            "20-egpu.toml:9 for 0000:3f:00.0  "
            "/etc/modprobe.d/a.conf:3: 0  stored, needs update-initramfs -u and a reboot\n"
            "\n"
            "The initramfs has other options. Rebuild it: update-initramfs -u\n"
            "In force after a reboot: noretry\n");
}

TEST(Kernel, TellsOfTheTaintThatOverdriveLikelyIs) {
  auto one = document();
  one["overdrive_taints"] = false;
  EXPECT_THAT(render_kernel(shown(one), Style{}), testing::Not(HasSubstr("taint")));
  one["overdrive_taints"] = true;
  EXPECT_THAT(
      render_kernel(shown(one), Style{}),
      HasSubstr("\nThe kernel is tainted (S), likely by overdrive; report bugs without it.\n"));
}

TEST(Kernel, FitsEightyColumns) {
  Style style;
  style.width = 80;
  std::istringstream lines(render_kernel(shown(document()), style));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
}

TEST(Kernel, ShowsTheValuesOfEachCardAndWhyThereAreNone) {
  auto one = Json::parse(R"({"kernel":"6.12.95","file":"/etc/modprobe.d/rmcp.conf","parameters":[],
    "probe_unused":"","probe_values":[
    {"name":"noretry","device":"egpu","address":"0000:3f:00.0","wanted":"1","origin":"a.toml:9",
     "probed":"1","way":"module","state":"already","note":""},
    {"name":"dc","device":"0000:03:00.0","address":"0000:03:00.0","wanted":"0","origin":"a.toml:5",
     "probed":"","way":"","state":"pending","note":"needs a reboot"}]})");
  EXPECT_EQ(render_kernel(shown(one), Style{}),
            "amdgpu on Linux 6.12.95, rmcpd's file /etc/modprobe.d/rmcp.conf\n"
            "\n"
            "DEVICE        PARAMETER  WANTED  PROBED WITH  WAY     SET BY    NOTE\n"
            "egpu          noretry    1       1            module  a.toml:9\n"
            "0000:03:00.0  dc         0       -            -       a.toml:5  needs a reboot\n");
  one["probe_unused"] = "not loaded";
  EXPECT_THAT(render_kernel(shown(one), Style{}),
              HasSubstr("\nNo parameters for one card: rmcp_devparam: not loaded\n"));
}

TEST(Kernel, ExplainsAParameterOnEachCard) {
  const auto one =
      Json::parse(R"({"parameter":"dc","doc":"Display","source":"f.c:f","kernel":"6.12",
    "present":true,"devices":[{"address":"0000:03:00.0","name":"RX 5700 XT","generation":"GC 10.1",
    "read":"while it probes the card, never later","ways":[
    {"way":"global option","possible":true,"reason":"after a reboot"},
    {"way":"module","possible":false,"reason":"rmcp_devparam: not loaded"}]}]})");
  EXPECT_EQ(render_explained(shown(one), Style{}),
            "dc: Display\nRead by f.c:f\n\n"
            "0000:03:00.0, RX 5700 XT, GC 10.1: read while it probes the card, never later\n"
            "  global option  yes  after a reboot\n"
            "  module         no   rmcp_devparam: not loaded\n");
  EXPECT_EQ(render_explained(shown(Json::parse(R"({"parameter":"dc","doc":"Display","kernel":"6.1",
    "present":false,"devices":[]})")),
                             Style{}),
            "dc: Display\nLinux 6.1 has no amdgpu.dc\n");
}

TEST(Kernel, SaysThatNothingIsSet) {
  EXPECT_THAT(render_kernel(shown(Json::parse(R"({"kernel":"6.12","parameters":[]})")), Style{}),
              HasSubstr("No parameter is set anywhere.\n"));
}

}  // namespace
}  // namespace rmcp::client
