// SPDX-License-Identifier: MIT
// Folders saved from real machines, in the shapes they come in.
#include "capture.hpp"

#include "placement.hpp"
#include "test_files.hpp"

#include <gtest/gtest.h>

namespace rmcp::testbed {
namespace {

constexpr const char* kUevent =
    "DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:73BF\nPCI_SUBSYS_ID=1DA2:440E\n"
    "PCI_SLOT_NAME=0000:0c:00.0\n";

TEST(Capture, TakesIdsFromTheUeventAlone) {
  const TemporaryFolder folder;
  folder.write("card0/device/uevent", kUevent);
  const MachineFile machine = read_capture(folder.path()).value();
  const PciFunction& function = machine.gpus.at(0).pci;
  EXPECT_EQ(to_string(function.address), "0000:0c:00.0");
  EXPECT_EQ(function.vendor, 0x1002);
  EXPECT_EQ(function.device, 0x73bf);
  EXPECT_EQ(function.subsystem_vendor, 0x1da2);
  EXPECT_EQ(function.pci_class, 0x030000U);
  EXPECT_EQ(function.driver, "amdgpu");
}

TEST(Capture, KeepsTheNulsOfPaddedFiles) {
  const TemporaryFolder folder;
  const std::string padded = "946d7e1ef9b172dd\n" + std::string(4079, '\0');
  folder.write("card0/device/uevent", kUevent + std::string(100, '\0'));
  folder.write("card0/device/unique_id", padded);
  folder.write("card0/device/revision", std::string("0xc0\n\0\0", 7));
  const MachineFile machine = read_capture(folder.path()).value();
  EXPECT_EQ(machine.gpus.at(0).attributes.at("unique_id"), padded);
  EXPECT_EQ(machine.gpus.at(0).pci.revision, 0xc0);
}

TEST(Capture, PutsFilesWhereTheyBelong) {
  const TemporaryFolder folder;
  folder.write("card0/device/uevent", kUevent);
  folder.write("card0/device/hwmon/hwmon5/power1_cap", "289000000\n");
  folder.write("card0/device/hwmon/hwmon5/power/control", "auto\n");
  folder.write("card0/device/power/control", "on\n");
  folder.write("boot_vga", "1\n");
  const Gpu gpu = read_capture(folder.path()).value().gpus.at(0);
  EXPECT_EQ(gpu.hwmon, (Attributes{{"power1_cap", "289000000\n"}}));
  EXPECT_EQ(gpu.pci.attributes.at("power/control"), "on\n");
  EXPECT_EQ(gpu.pci.attributes.at("boot_vga"), "1\n");
  EXPECT_TRUE(gpu.attributes.empty());
}

void write_node(const TemporaryFolder& folder, unsigned node, unsigned location, unsigned minor,
                const std::string& unique_id) {
  folder.write(
      "topology/nodes/" + std::to_string(node) + "/properties",
      "simd_count 152\nsimd_per_cu 4\ngfx_target_version 90402\ndevice_id 29857\nlocation_id " +
          std::to_string(location) + "\ndomain 0\ndrm_render_minor " + std::to_string(minor) +
          "\nunique_id " + unique_id + "\n");
}

TEST(Capture, MakesOneCardOfPartitions) {
  const TemporaryFolder folder;
  folder.write("topology/nodes/0/properties", "cpu_cores_count 96\nsimd_count 0\n");
  write_node(folder, 2, 0x0500, 128, "77");
  write_node(folder, 3, 0x0501, 129, "77");
  write_node(folder, 4, 0x2700, 136, "78");
  const MachineFile machine = read_capture(folder.path()).value();
  ASSERT_EQ(machine.gpus.size(), 2U);
  EXPECT_EQ(machine.cpus.size(), 1U);
  EXPECT_EQ(to_string(machine.gpus[0].pci.address), "0000:05:00.0");
  EXPECT_EQ(machine.gpus[0].pci.pci_class, 0x120000U);
  EXPECT_EQ(machine.gpus[0].kfd.size(), 2U);
  EXPECT_EQ(machine.gpus[0].partitions, std::vector<unsigned>{129});
  EXPECT_EQ(machine.gpus[1].attributes.at("unique_id"), "000000000000004e");
}

TEST(Capture, MovesTheSecondOfTwoCardsAtOnePlace) {
  const TemporaryFolder folder;
  write_node(folder, 1, 0x1900, 128, "5");
  write_node(folder, 2, 0x1900, 129, "6");
  MachineFile machine = read_capture(folder.path()).value();
  Placement().place(machine);
  ASSERT_EQ(machine.gpus.size(), 2U);
  EXPECT_EQ(to_string(machine.gpus[1].pci.address), "0000:1a:00.0");
  EXPECT_EQ(machine.gpus[1].kfd.at(0).number("location_id"), 0x1a00U);
}

TEST(Capture, NamesAFolderWithoutACard) {
  const TemporaryFolder folder;
  const auto machine = read_capture(folder.path());
  ASSERT_FALSE(machine);
  EXPECT_TRUE(machine.error().text.ends_with(": holds no GPU")) << machine.error();
}

}  // namespace
}  // namespace rmcp::testbed
