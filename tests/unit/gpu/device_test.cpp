// SPDX-License-Identifier: MIT
// What makes a card recognisable.
#include "lib/gpu/device.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

Device plain_rx6600() {
  Device device;
  device.pci.vendor = kVendorAmd;
  device.pci.device = 0x73ff;
  device.pci.subsystem_vendor = 0x1458;
  device.pci.subsystem_device = 0x2334;
  return device;
}

TEST(Device, IsNamedByItsUniqueId) {
  Device device = plain_rx6600();
  device.identity.unique_id = 0x46d7e1ef9b172dd;
  device.identity.serial = "unused";
  EXPECT_EQ(id_as_seen(device).stable(), "uid-046d7e1ef9b172dd");
  EXPECT_TRUE(id_as_seen(device).unique());
}

TEST(Device, IsNamedByItsIdsOtherwise) {
  EXPECT_EQ(id_as_seen(plain_rx6600()).stable(), "pci-1002:73ff:1458:2334");
  EXPECT_FALSE(id_as_seen(plain_rx6600()).unique());
}

TEST(Device, IsNamedByIdsAndSerial) {
  Device device = plain_rx6600();
  device.identity.serial = "PCB057124-0001";
  EXPECT_EQ(id_as_seen(device).stable(), "pci-1002:73ff:1458:2334-PCB057124-0001");
  EXPECT_TRUE(id_as_seen(device).unique());
}

TEST(Device, LetsNoSerialEscapeFromAFileName) {
  Device device = plain_rx6600();
  device.identity.serial = "../a b\nc";
  EXPECT_EQ(id_as_seen(device).stable(), "pci-1002:73ff:1458:2334-.._a_b_c");
}

TEST(Device, KeepsItsNameInAnotherSlot) {
  Device moved = plain_rx6600();
  moved.address = {0, 0x3f, 0, 0};
  moved.binding.driver = "vfio-pci";
  EXPECT_EQ(id_as_seen(moved).stable(), id_as_seen(plain_rx6600()).stable());
}

TEST(Device, IsManagedOnlyUnderAmdgpu) {
  Device device = plain_rx6600();
  EXPECT_FALSE(device.managed());
  device.binding.driver = "radeon";
  EXPECT_FALSE(device.managed());
  device.binding.driver = "amdgpu";
  EXPECT_TRUE(device.managed());
}

TEST(Device, IsADisplayControllerOrAnAccelerator) {
  for (const std::uint32_t ours : {0x030000u, 0x030200u, 0x038000u, 0x120000u})
    EXPECT_TRUE(is_gpu_class(ours)) << std::hex << ours;
  for (const std::uint32_t other : {0x040300u, 0x120100u, 0x060400u, 0x0u})
    EXPECT_FALSE(is_gpu_class(other)) << std::hex << other;
}

TEST(Device, NamesItsRuntimeStatus) {
  EXPECT_EQ(to_string(RuntimeStatus::active), "active");
  EXPECT_EQ(to_string(RuntimeStatus::suspended), "suspended");
  EXPECT_EQ(to_string(RuntimeStatus::unknown), "unknown");
}

}  // namespace
}  // namespace rmcp
