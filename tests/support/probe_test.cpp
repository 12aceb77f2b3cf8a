// SPDX-License-Identifier: MIT
// rmcpd's own eye on every machine: what it has to see stands in the machine's file.
#include "device/probe.hpp"

#include "capture.hpp"
#include "placement.hpp"
#include "test_files.hpp"
#include "tree.hpp"
#include "tree_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::testbed {
namespace {

sys::Paths paths_of(const TemporaryFolder& folder) {
  sys::Paths paths;
  paths.sys = folder.path() + "/sys";
  paths.dev = folder.path() + "/dev";
  return paths;
}

bool names_one_of(const std::string& name, const std::vector<std::string>& expected) {
  return std::ranges::any_of(
      expected, [&name](const std::string& part) { return name.find(part) != std::string::npos; });
}

class Probes : public testing::TestWithParam<std::string> {};

TEST_P(Probes, SeesWhatTheMachineFileExpects) {
  const TemporaryFolder folder;
  const MachineFile machine = read_machine_file(GetParam()).value();
  write_tree(machine, folder.path());
  for (const Gpu& gpu : machine.gpus) {
    const auto device = device::probe(paths_of(folder), folder.path() + syspath(gpu.pci));
    if (gpu.pci.vendor != kVendorAmd) {
      EXPECT_FALSE(device);
      continue;
    }
    ASSERT_TRUE(device) << to_string(gpu.pci.address);
    EXPECT_EQ(to_string(device->address), to_string(gpu.pci.address));
    EXPECT_EQ(device->driver, gpu.pci.driver);
    EXPECT_EQ(device->gfx ? to_string(*device->gfx) : "unknown", gpu.expect.gfx);
    EXPECT_TRUE(names_one_of(device->name, gpu.expect.name)) << device->name;
    EXPECT_EQ(device->external.value_or(false), gpu.pci.attributes.contains("removable"));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Probes, testing::ValuesIn(machine_files()), file_stem);

// Third-party data that is not part of the project: $RMCP_CAPTURES names a folder of captures.
TEST(ProbeOfCaptures, KnowsTheGfxTargetOfEveryAmdCard) {
  const char* captures = std::getenv("RMCP_CAPTURES");
  if (captures == nullptr) GTEST_SKIP() << "RMCP_CAPTURES names no folder";
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(captures)) {
    if (!entry.is_directory()) continue;
    auto machine = entry.path().parent_path() == captures ||
                           entry.path().parent_path().parent_path() == captures
                       ? read_capture(entry.path().string())
                       : tl::make_unexpected(std::string());
    if (!machine) continue;
    const TemporaryFolder folder;
    Placement().place(*machine);
    write_entries(folder.path(), machine_entries(*machine));
    for (const Gpu& gpu : machine->gpus) {
      if (gpu.pci.vendor != kVendorAmd) continue;
      const auto device = device::probe(paths_of(folder), folder.path() + syspath(gpu.pci));
      ASSERT_TRUE(device) << entry.path();
      EXPECT_TRUE(device->gfx) << entry.path();
      EXPECT_EQ(device->driver, gpu.pci.driver) << entry.path();
      EXPECT_FALSE(device->name.empty()) << entry.path();
      std::printf("%s %s %s %s %s\n", entry.path().filename().c_str(),
                  to_string(device->address).c_str(),
                  device->gfx ? to_string(*device->gfx).c_str() : "?", device->driver.c_str(),
                  device->name.c_str());
      ++seen;
    }
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace rmcp::testbed
