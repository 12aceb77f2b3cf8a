// SPDX-License-Identifier: MIT
// The files that a machine is made of.
#include "tree.hpp"

#include "placement.hpp"
#include "test_files.hpp"
#include "tree_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace rmcp::testbed {
namespace {

namespace fs = std::filesystem;

MachineFile load(const std::string& name) {
  return read_machine_file(machines_directory() + "/" + name + ".toml").value();
}

class Trees : public testing::TestWithParam<std::string> {};

TEST_P(Trees, HasNoLinkThatLeadsNowhere) {
  const TemporaryFolder folder;
  write_tree(read_machine_file(GetParam()).value(), folder.path());
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    EXPECT_TRUE(fs::exists(entry.path())) << entry.path();
  }
}

TEST_P(Trees, ShowsEachCardWithItsIdsAndDriver) {
  const TemporaryFolder folder;
  MachineFile machine = read_machine_file(GetParam()).value();
  write_tree(machine, folder.path());
  for (const Gpu& gpu : machine.gpus) {
    const std::string path = folder.path() + "/sys/bus/pci/devices/" + to_string(gpu.pci.address);
    EXPECT_EQ(fs::canonical(path), fs::canonical(folder.path()).string() + syspath(gpu.pci));
    EXPECT_EQ(fs::read_symlink(path + "/driver").filename(), gpu.pci.driver);
    EXPECT_EQ(fs::read_symlink(path + "/subsystem").filename(), "pci");
    for (const char* name : {"vendor", "device", "class", "revision", "uevent"}) {
      EXPECT_TRUE(read_text(path + "/" + name).ends_with('\n')) << name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Trees, testing::ValuesIn(machine_files()), file_stem);

TEST(Tree, ShowsTheGraphicsCoreByItsLink) {
  const TemporaryFolder folder;
  write_tree(load("rx5700xt"), folder.path());
  const std::string core =
      folder.path() + "/sys/bus/pci/devices/0000:28:00.0/ip_discovery/die/0/GC/0/";
  EXPECT_EQ(read_text(core + "major") + read_text(core + "minor") + read_text(core + "revision"),
            "10\n1\n10\n");
}

TEST(Tree, HasNeitherAttributesNorNodesOnVfio) {
  const TemporaryFolder folder;
  write_tree(load("rx5500xt-vfio"), folder.path());
  const std::string path = folder.path() + "/sys/bus/pci/devices/0000:0a:00.0";
  EXPECT_EQ(fs::read_symlink(path + "/driver").filename(), "vfio-pci");
  EXPECT_FALSE(fs::exists(path + "/power_dpm_force_performance_level"));
  EXPECT_TRUE(fs::is_empty(folder.path() + "/dev/dri"));
}

TEST(Tree, PutsPartitionsBelowPlatformDevices) {
  const TemporaryFolder folder;
  write_tree(load("mi300x-cpx"), folder.path());
  const std::string node = fs::canonical(folder.path() + "/sys/class/drm/renderD135").string();
  EXPECT_THAT(node, testing::EndsWith("/sys/devices/platform/amdgpu_xcp_7/drm/renderD135"));
  EXPECT_TRUE(fs::exists(folder.path() + "/sys/class/kfd/kfd/topology/nodes/9/gpu_id"));
}

TEST(Tree, LosesAllOfADriverWhenItsEntriesAreRemoved) {
  const TemporaryFolder folder;
  MachineFile machine = load("rx6600");
  Placement().place(machine);
  const Gpu& gpu = machine.gpus.at(0);
  write_entries(folder.path(), function_entries(gpu.pci));
  std::set<std::string> before;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    before.insert(entry.path());
  write_entries(folder.path(), driver_entries(gpu));
  remove_entries(folder.path(), driver_entries(gpu));
  write_entries(folder.path(), {uevent_entry(gpu.pci, "")});
  std::set<std::string> after;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    after.insert(entry.path());
  EXPECT_EQ(after, before);
}

TEST(Placement, MovesTheSecondOfTwoEqualCards) {
  Placement placement;
  MachineFile first = load("rx6600");
  MachineFile second = load("rx6600");
  placement.place(first);
  placement.place(second);
  const Gpu& moved = second.gpus.at(0);
  EXPECT_EQ(to_string(moved.pci.address), "0000:04:00.0");
  EXPECT_EQ(moved.card, 1U);
  EXPECT_EQ(moved.render, 129U);
  EXPECT_EQ(moved.hwmon_number, 2U);
  EXPECT_EQ(moved.kfd.at(0).number("location_id"), 0x0400U);
  EXPECT_EQ(moved.kfd.at(0).number("drm_render_minor"), 129U);
}

TEST(Placement, GivesTheNumbersOfAReleasedCardAgain) {
  Placement placement;
  MachineFile machine = load("egpu-rx7900xtx");
  placement.place(machine);
  placement.release(machine.gpus.at(0));
  MachineFile again = load("egpu-rx7900xtx");
  placement.place(again);
  EXPECT_EQ(again.gpus.at(0).pci.address, machine.gpus.at(0).pci.address);
  EXPECT_EQ(again.gpus.at(0).card, machine.gpus.at(0).card);
}

}  // namespace
}  // namespace rmcp::testbed
