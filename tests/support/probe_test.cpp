// SPDX-License-Identifier: MIT
// rmcpd's own eye on every machine: what it has to see stands in the machine's file.
#include "daemon/device/probe.hpp"

#include "capture.hpp"
#include "placement.hpp"
#include "test_files.hpp"
#include "tree.hpp"
#include "tree_writer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rmcp::testbed {
namespace {

namespace fs = std::filesystem;

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
    EXPECT_EQ(device->binding.driver, gpu.pci.driver);
    EXPECT_EQ(device->gfx ? to_string(*device->gfx) : "unknown", gpu.expect.gfx);
    EXPECT_TRUE(names_one_of(device->name, gpu.expect.name)) << device->name;
    EXPECT_EQ(device->placement.external.value_or(false), gpu.pci.attributes.contains("removable"));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Probes, testing::ValuesIn(machine_files()), file_stem);

// Third-party data that is not part of the project: $RMCP_CAPTURES names a folder of captures.
bool is_capture(const fs::path& folder) {
  if (!fs::is_directory(folder)) return false;
  return std::ranges::any_of(fs::directory_iterator(folder), [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name == "properties" || name == "nodes" || name == "topology" || name == "sys" ||
           fs::exists(entry.path() / "device" / "uevent");
  });
}

std::vector<std::string> captures() {
  std::vector<std::string> found;
  const char* root = std::getenv("RMCP_CAPTURES");
  if (root == nullptr) return found;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (is_capture(entry.path())) {
      found.push_back(entry.path().string());
    } else if (entry.is_directory()) {
      for (const auto& inner : fs::directory_iterator(entry.path())) {
        if (is_capture(inner.path())) found.push_back(inner.path().string());
      }
    }
  }
  return found;
}

class ProbesOfCaptures : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ProbesOfCaptures);

TEST_P(ProbesOfCaptures, KnowsEveryAmdCard) {
  auto machine = read_capture(GetParam());
  ASSERT_TRUE(machine) << machine.error();
  const TemporaryFolder folder;
  Placement().place(*machine);
  write_entries(folder.path(), machine_entries(*machine));
  for (const Gpu& gpu : machine->gpus) {
    if (gpu.pci.vendor != kVendorAmd) continue;
    const auto device = device::probe(paths_of(folder), folder.path() + syspath(gpu.pci));
    ASSERT_TRUE(device);
    EXPECT_TRUE(device->gfx);
    EXPECT_EQ(device->binding.driver, gpu.pci.driver);
    EXPECT_FALSE(device->name.empty());
    RecordProperty(to_string(device->address),
                   fmt::format("{} {} {}", device->gfx ? to_string(*device->gfx) : "unknown",
                               device->binding.driver, device->name));
  }
}

INSTANTIATE_TEST_SUITE_P(All, ProbesOfCaptures, testing::ValuesIn(captures()), file_stem);

}  // namespace
}  // namespace rmcp::testbed
