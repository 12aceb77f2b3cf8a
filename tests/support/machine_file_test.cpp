// SPDX-License-Identifier: MIT
// The shipped machine files, and what is wrong with bad ones.
#include "machine_file.hpp"

#include "test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::testbed {
namespace {

using testing::HasSubstr;

class MachineFiles : public testing::TestWithParam<std::string> {};

TEST_P(MachineFiles, IsReadAndSaysWhatToExpect) {
  const auto machine = read_machine_file(GetParam());
  ASSERT_TRUE(machine) << machine.error();
  EXPECT_FALSE(machine->name.empty());
  for (const Gpu& gpu : machine->gpus) {
    EXPECT_NE(gpu.pci.device, 0);
    if (gpu.pci.vendor != 0x1002) continue;
    EXPECT_FALSE(gpu.expect.gfx.empty());
    EXPECT_FALSE(gpu.expect.name.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(All, MachineFiles, testing::ValuesIn(machine_files()), file_stem);

TEST(MachineFile, TakesTheModelAndLaysItsOwnKeysOverIt) {
  const auto machine = read_machine_file(machines_directory() + "/mi300x-cpx.toml");
  ASSERT_TRUE(machine) << machine.error();
  const Gpu& gpu = machine->gpus.at(0);
  EXPECT_EQ(gpu.pci.pci_class, 0x120000U);
  EXPECT_EQ(gpu.attributes.at("current_compute_partition"), "CPX");
  EXPECT_EQ(gpu.attributes.at("power_dpm_force_performance_level"), "auto");
  ASSERT_EQ(gpu.kfd.size(), 8U);
  EXPECT_EQ(gpu.kfd[3].number("location_id"), 0x0503U);
  EXPECT_EQ(gpu.kfd[3].number("drm_render_minor"), 131U);
  EXPECT_EQ(gpu.kfd[0].number("unique_id"), gpu.kfd[7].number("unique_id"));
}

TEST(MachineFile, PutsTheCardsAddressIntoTexts) {
  const auto machine = read_machine_file(machines_directory() + "/two-rx6600.toml");
  ASSERT_TRUE(machine) << machine.error();
  EXPECT_THAT(machine->gpus.at(1).attributes.at("thermal_throttling_logging"),
              HasSubstr("0000:06:00.0: thermal throttling logging enabled"));
}

TEST(MachineFile, NamesFileAndLineOfAnUnknownKey) {
  const TemporaryFolder folder;
  const std::string path =
      folder.write("bad.toml", "name = \"x\"\n[[gpu]]\naddress = \"0000:03:00.0\"\ncolour = 1\n");
  const auto machine = read_machine_file(path);
  ASSERT_FALSE(machine);
  EXPECT_EQ(machine.error(), path + ":4: colour: no such key");
}

TEST(MachineFile, RefusesAnAddressThatIsNone) {
  const TemporaryFolder folder;
  const auto machine =
      read_machine_file(folder.write("bad.toml", "[[gpu]]\naddress = \"slot 3\"\n"));
  ASSERT_FALSE(machine);
  EXPECT_THAT(machine.error().text, HasSubstr("\"slot 3\" is not a PCI address"));
}

}  // namespace
}  // namespace rmcp::testbed
