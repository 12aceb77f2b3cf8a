// SPDX-License-Identifier: MIT
// Where a card's name comes from.
#include "daemon/device/device_name.hpp"

#include "fake_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::device {
namespace {

class DeviceNameTest : public testing::Test {
 protected:
  DeviceNameTest() {
    FakeMachine::write(machine_.paths().amdgpu_ids,
                       "# device_id,\trevision_id,\tproduct_name\n\n1.0.0\n"
                       "73FF,\tC1,\tAMD Radeon RX 6600 XT\n73FF,\tC7,\tAMD Radeon RX 6600\n"
                       "73FF,\tD0,\t\n7408,\n");
    FakeMachine::write(machine_.paths().pci_ids.front(),
                       "# vendors\n1001  Kolter Electronic\n\t73ff  Not a GPU\n"
                       "1002  Advanced Micro Devices, Inc. [AMD/ATI]\n"
                       "\t731f  Navi 10 [Radeon RX 5600/5700]\n"
                       "\t\t1002 73ff  Not a device either\n"
                       "\t73ff  Navi 23 [Radeon RX 6600]\n\t\t1458 2334  A board\n"
                       "1003  ULSI Systems\n\t7408  Not AMD's\n");
  }

  std::string name(std::uint16_t device_id, std::uint8_t revision) {
    Device device;
    device.pci.vendor = kVendorAmd;
    device.pci.device = device_id;
    device.pci.revision = revision;
    return name_of(machine_.paths(), device);
  }

  FakeMachine machine_;
};

TEST_F(DeviceNameTest, TellsProductsApartByRevision) {
  EXPECT_EQ(name(0x73ff, 0xc1), "AMD Radeon RX 6600 XT");
  EXPECT_EQ(name(0x73ff, 0xc7), "AMD Radeon RX 6600");
}

TEST_F(DeviceNameTest, FallsBackToPciIdsForAnUnknownRevision) {
  EXPECT_EQ(name(0x73ff, 0x00), "Navi 23 [Radeon RX 6600]");
}

TEST_F(DeviceNameTest, SkipsAProductWithoutName) {
  EXPECT_EQ(name(0x73ff, 0xd0), "Navi 23 [Radeon RX 6600]");
}

TEST_F(DeviceNameTest, TakesNoOtherVendorsDevice) { EXPECT_EQ(name(0x7408, 0), "1002:7408"); }

TEST_F(DeviceNameTest, LooksWhereHwdataInstallsPciIds) {
  const auto& places = machine_.paths().pci_ids;
  FakeMachine::write(places.back(), "");
  std::filesystem::rename(places.front(), places.back());
  EXPECT_EQ(name(0x73ff, 0x00), "Navi 23 [Radeon RX 6600]");
}

TEST_F(DeviceNameTest, TakesTheSecondPciIdsForACardThatTheFirstLacks) {
  const auto& places = machine_.paths().pci_ids;
  FakeMachine::write(places.back(), "1002  AMD\n\t7550  Navi 48\n\t73ff  Another name\n");
  EXPECT_EQ(name(0x7550, 0x00), "Navi 48");
  EXPECT_EQ(name(0x73ff, 0x00), "Navi 23 [Radeon RX 6600]");
}

TEST(SystemPathsTest, HavePciIdsOfDebianAndOfHwdata) {
  EXPECT_THAT(sys::Paths{}.pci_ids,
              testing::ElementsAre("/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids"));
}

TEST_F(DeviceNameTest, NeedsNoFile) {
  std::filesystem::remove(machine_.paths().amdgpu_ids);
  EXPECT_EQ(name(0x73ff, 0xc7), "Navi 23 [Radeon RX 6600]");
  std::filesystem::remove(machine_.paths().pci_ids.front());
  EXPECT_EQ(name(0x73ff, 0xc7), "1002:73ff");
}

}  // namespace
}  // namespace rmcp::device
