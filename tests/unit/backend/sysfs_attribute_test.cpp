// SPDX-License-Identifier: MIT
// How bytes reach the files of a device.
#include "daemon/backend/sysfs_attribute.hpp"

#include "lib/sys/file.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>

namespace rmcp::backend {
namespace {

class SysfsAttributeTest : public testing::Test {
 protected:
  SysfsAttributeTest() {
    device_.syspath = folder_.path();
    folder_.write("commands", "");
    folder_.write("hwmon/hwmon3/pwm1", "77\n");
    folder_.write("hwmon/hwmon3/pwm1_enable", "2\n");
    folder_.write("hwmon/hwmon3/fan1_target", "900\n");
  }

  std::string text(const std::string& name) const {
    return sys::read_file(folder_ / name).value_or("not there");
  }

  test::TemporaryFolder folder_;
  Device device_;
  SysfsAttribute backend_;
  const std::array<std::string_view, 2> companions_{"pwm1_enable", "driver/module/mask"};
  const Knob commands_{.name = "x.commands",
                       .kind = KnobKind::overdrive,
                       .scope = Scope::device,
                       .file = "commands",
                       .write_as = WriteAs::lines};
  const Knob fan_{.name = "x.fan",
                  .kind = KnobKind::fan,
                  .scope = Scope::device,
                  .file = "hwmon/pwm1",
                  .companions = companions_,
                  .write_as = WriteAs::assignments};
};

TEST_F(SysfsAttributeTest, WritesCommandsOneByOne) {
  EXPECT_EQ(backend_.write(device_, commands_, "s 1 2400\nc"), 0);
  EXPECT_EQ(text("commands"), "c\n");  // each write is a file's whole text
}

TEST_F(SysfsAttributeTest, AssignsToTheFilesThatTheTableNames) {
  EXPECT_EQ(backend_.write(device_, fan_, "pwm1_enable=1\npwm1=102"), 0);
  EXPECT_EQ(text("hwmon/hwmon3/pwm1_enable"), "1\n");
  EXPECT_EQ(text("hwmon/hwmon3/pwm1"), "102\n");
}

TEST_F(SysfsAttributeTest, AssignsToNoOtherFileAndStopsThere) {
  EXPECT_EQ(backend_.write(device_, fan_, "fan1_target=1500\npwm1=102"), EINVAL);
  EXPECT_EQ(backend_.write(device_, fan_, "nonsense"), EINVAL);
  EXPECT_EQ(text("hwmon/hwmon3/fan1_target"), "900\n");
  EXPECT_EQ(text("hwmon/hwmon3/pwm1"), "77\n");
}

TEST_F(SysfsAttributeTest, ReadsTheCompanionsOfAFileThatIsNotThere) {
  folder_.write("driver/module/mask", "0xfff7bfff\n");
  const Knob absent{.name = "x.absent",
                    .kind = KnobKind::overdrive,
                    .scope = Scope::device,
                    .file = "pp_od_clk_voltage",
                    .companions = companions_};
  const auto reading = backend_.read(device_, absent, Wake::no);
  EXPECT_EQ(reading.status, Reading::Status::absent);
  EXPECT_EQ(reading.companions.at("driver/module/mask"), "0xfff7bfff");
}

TEST_F(SysfsAttributeTest, ACardOnItsWayDownIsNotTurnedRoundByALook) {
  Knob wakes = commands_;
  wakes.read_wakes = true;
  for (const auto& [status, expected] : {std::pair("suspending", Reading::Status::suspended),
                                         std::pair("suspended", Reading::Status::suspended),
                                         std::pair("resuming", Reading::Status::ok)}) {
    folder_.write("power/runtime_status", std::string(status) + "\n");
    EXPECT_EQ(backend_.read(device_, wakes, Wake::no).status, expected) << status;
  }
}

}  // namespace
}  // namespace rmcp::backend
