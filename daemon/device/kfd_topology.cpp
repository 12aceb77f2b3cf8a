// SPDX-License-Identifier: MIT
// Reads /sys/class/kfd/kfd/topology and finds the nodes that belong to a PCI device.
#include "daemon/device/kfd_topology.hpp"

#include "daemon/device/attribute.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace rmcp::device {
namespace {

constexpr const char* kTopology = "/class/kfd/kfd/topology";
constexpr const char* kNodes = "/class/kfd/kfd/topology/nodes";

using Properties = std::map<std::string, std::uint32_t, std::less<>>;

/// `key value` lines. Values above 32 bits (hive_id, unique_id) are not needed here.
Properties parse_properties(std::string_view text) {
  Properties properties;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto space = line.find(' ');
    if (space == line.npos) continue;
    const auto value = parse_number(line.substr(space + 1), 10);
    if (value && *value <= UINT32_MAX)
      properties.emplace(line.substr(0, space), static_cast<std::uint32_t>(*value));
  }
  return properties;
}

std::string folder_of(const std::string& sys, unsigned node) {
  return fmt::format("{}{}/{}", sys, kNodes, node);
}

/// Nothing for CPU nodes (they have no SIMD units) and for nodes hidden from this process.
std::optional<KfdGpu> read_gpu(const std::string& sys, unsigned number) {
  const auto text = sys::read_attribute(folder_of(sys, number) + "/properties");
  if (!text) return std::nullopt;
  const Properties properties = parse_properties(*text);
  const auto get = [&](std::string_view key) {
    const auto found = properties.find(key);
    return found == properties.end() ? 0 : found->second;
  };
  if (get("simd_count") == 0) return std::nullopt;

  KfdGpu gpu;
  gpu.node.node = number;
  gpu.node.render_minor = get("drm_render_minor");
  gpu.node.simd_count = get("simd_count");
  gpu.domain = get("domain");  // old kernels have no such key, and only domain 0
  gpu.location_id = get("location_id");
  gpu.device_id = get("device_id");
  gpu.gfx_target_version = get("gfx_target_version");
  gpu.simd_per_cu = get("simd_per_cu");
  return gpu;
}

PciAddress location_of(const KfdGpu& gpu) {
  return {gpu.domain, static_cast<std::uint8_t>(gpu.location_id >> 8 & 0xff),
          static_cast<std::uint8_t>(gpu.location_id >> 3 & 0x1f),
          static_cast<std::uint8_t>(gpu.location_id & 0x7)};
}

/// In CPX mode the partitions of one function count up in the function bits. A node that names
/// another function belongs to this device unless that function exists and is a GPU itself
/// (SR-IOV).
bool belongs_to(const std::string& sys, const KfdGpu& gpu, const Device& device) {
  PciAddress location = location_of(gpu);
  if (location == device.address) return true;
  const PciAddress named = location;
  location.function = device.address.function;
  if (location != device.address || gpu.device_id != device.pci.device) return false;
  const auto other_class = read_number(sys + "/bus/pci/devices/" + to_string(named) + "/class", 16);
  return !other_class || !is_gpu_class(static_cast<std::uint32_t>(*other_class));
}

std::vector<KfdGpu> read_all(const std::string& sys) {
  std::vector<KfdGpu> gpus;
  for (const std::string& name : sys::list_directory(sys + kNodes)) {
    const auto number = parse_number(name, 10);
    if (!number) continue;
    if (auto gpu = read_gpu(sys, static_cast<unsigned>(*number))) gpus.push_back(*gpu);
  }
  std::ranges::sort(gpus, {}, [](const KfdGpu& gpu) { return gpu.node.node; });
  return gpus;
}

std::vector<KfdGpu> gpus_of(const std::string& sys, const std::vector<KfdGpu>& all,
                            const Device& device) {
  std::vector<KfdGpu> gpus;
  for (const KfdGpu& gpu : all) {
    if (!belongs_to(sys, gpu, device)) continue;
    gpus.push_back(gpu);
    const auto id = read_number(folder_of(sys, gpu.node.node) + "/gpu_id", 10);
    gpus.back().node.gpu_id = static_cast<std::uint32_t>(id.value_or(0));
  }
  return gpus;
}

/// All GPU nodes at one generation of the topology, for the probes of other devices: reading it
/// whole for each would be quadratic in the devices.
struct Topology {
  std::string sys;
  std::string generation;
  std::vector<KfdGpu> gpus;
};

/// With the file's own number: a driver that is loaded again counts from the beginning.
std::optional<std::string> generation_of(const std::string& sys) {
  const auto file = sys + kTopology + "/generation_id";
  const auto number = sys::read_attribute(file);
  return number ? std::optional(fmt::format("{} of {}", *number, sys::inode(file))) : std::nullopt;
}

std::mutex topology_guard;
std::shared_ptr<const Topology> last_topology;

std::shared_ptr<const Topology> remembered(const std::string& sys, const std::string& generation) {
  const std::lock_guard lock(topology_guard);
  const bool fits = last_topology && last_topology->generation == generation;
  return fits && last_topology->sys == sys ? last_topology : nullptr;
}

void remember(Topology topology) {
  auto next = std::make_shared<const Topology>(std::move(topology));
  const std::lock_guard lock(topology_guard);
  last_topology.swap(next);
}

/// Reads the device's nodes at the numbers where they were; empty unless all are still there. The
/// generation alone does not say so: kfd_topology_remove_device() counts it up before the folders
/// change, and kfd_topology_add_device() fills in properties after it has.
std::vector<KfdGpu> read_again(const Topology& topology, const Device& device) {
  std::vector<KfdGpu> now;
  for (const KfdGpu& gpu : topology.gpus) {
    if (!belongs_to(topology.sys, gpu, device)) continue;
    const auto again = read_gpu(topology.sys, gpu.node.node);
    if (!again || !belongs_to(topology.sys, *again, device)) return {};
    now.push_back(*again);
  }
  return gpus_of(topology.sys, now, device);
}

}  // namespace

std::vector<KfdGpu> kfd_gpus_of(const std::string& sys, const Device& device) {
  const auto generation = generation_of(sys);
  if (const auto known = generation ? remembered(sys, *generation) : nullptr)
    if (auto gpus = read_again(*known, device); !gpus.empty()) return gpus;
  auto all = read_all(sys);
  const bool is_whole =
      std::ranges::all_of(all, [](const KfdGpu& gpu) { return gpu.location_id != 0; });
  auto gpus = gpus_of(sys, all, device);
  if (generation && is_whole) remember({sys, *generation, std::move(all)});
  return gpus;
}

std::vector<unsigned> kfd_processors(const std::string& sys) {
  const std::string nodes = sys + kNodes;
  std::vector<unsigned> numbers;
  for (const std::string& name : sys::list_directory(nodes)) {
    const auto number = parse_number(name, 10);
    const auto text = sys::read_attribute(nodes + "/" + name + "/properties");
    if (!number || !text) continue;
    const Properties properties = parse_properties(*text);
    const auto units = properties.find("simd_count");
    if (units == properties.end() || units->second == 0)
      numbers.push_back(static_cast<unsigned>(*number));
  }
  std::ranges::sort(numbers);
  return numbers;
}

}  // namespace rmcp::device
