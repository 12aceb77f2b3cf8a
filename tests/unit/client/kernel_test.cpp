// SPDX-License-Identifier: MIT
// What `rmcpctl kernel` prints.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"

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
  EXPECT_EQ(render_kernel(document(), Style{}),
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

TEST(Kernel, FitsEightyColumns) {
  Style style;
  style.width = 80;
  std::istringstream lines(render_kernel(document(), style));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
}

TEST(Kernel, SaysThatNothingIsSet) {
  EXPECT_THAT(render_kernel(Json::parse(R"({"kernel":"6.12","parameters":[]})"), Style{}),
              HasSubstr("No parameter is set anywhere.\n"));
}

}  // namespace
}  // namespace rmcp::client
