// SPDX-License-Identifier: MIT
// From KFD nodes to the cards that they belong to.
#include "capture_kfd.hpp"

#include "capture_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

KfdNode read_node(const fs::path& directory) {
  KfdNode node;
  std::istringstream lines(read_text(directory / "properties"));
  std::string name;
  std::string value;
  while (lines >> name >> value) node.properties.emplace_back(name, value);
  node.gpu_id = trimmed(read_text(directory / "gpu_id"));
  node.name = trimmed(read_text(directory / "name"));
  return node;
}

bool is_node_folder(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.parent_path().filename() == "nodes" &&
         name.find_first_not_of("0123456789") == std::string::npos;
}

// Partitions differ in the function bits only, and share the card's unique_id.
bool same_card(const KfdNode& one, const KfdNode& other) {
  return one.number("domain") == other.number("domain") &&
         one.number("location_id") >> 3 == other.number("location_id") >> 3 &&
         one.number("unique_id") == other.number("unique_id");
}

PciAddress address_of(const KfdNode& node) {
  const auto location = node.number("location_id");
  PciAddress address;
  address.domain = static_cast<std::uint32_t>(node.number("domain"));
  address.bus = static_cast<std::uint8_t>(location >> 8);
  address.device = static_cast<std::uint8_t>(location >> 3 & 0x1f);
  return address;
}

// Instinct cards: MI200 is a display controller that is not VGA, MI300 a processing accelerator.
std::uint32_t class_of(std::uint64_t gfx_target_version) {
  if (gfx_target_version >= 90400 && gfx_target_version < 100000) return 0x120000;
  return gfx_target_version == 90010 ? 0x038000 : 0x030000;
}

Gpu make_gpu(const KfdNode& node) {
  Gpu gpu;
  gpu.pci.address = address_of(node);
  gpu.pci.vendor = 0x1002;
  gpu.pci.subsystem_vendor = 0x1002;
  gpu.pci.device = static_cast<std::uint16_t>(node.number("device_id"));
  gpu.pci.pci_class = class_of(node.number("gfx_target_version"));
  gpu.pci.driver = "amdgpu";
  gpu.card = static_cast<unsigned>(node.number("drm_render_minor") - 128);
  gpu.render = static_cast<unsigned>(node.number("drm_render_minor"));
  gpu.attributes["power_dpm_force_performance_level"] = "auto";
  if (const auto id = node.number("unique_id"); id != 0) {
    gpu.attributes["unique_id"] = fmt::format("{:016x}", id);
  }
  return gpu;
}

void count_units(Gpu& gpu, const KfdNode& node) {
  const auto simds = node.number("simd_per_cu");
  if (simds == 0 || gpu.drm.compute_units != 0) return;
  gpu.drm.compute_units = static_cast<std::uint32_t>(node.number("simd_count") / simds);
}

Gpu& card_of(MachineFile& machine, const KfdNode& node) {
  for (Gpu& gpu : machine.gpus) {
    if (!gpu.kfd.empty() && same_card(gpu.kfd.front(), node)) return gpu;
    if (gpu.kfd.empty() && gpu.pci.address == address_of(node)) return gpu;
  }
  return machine.gpus.emplace_back(make_gpu(node));
}

}  // namespace

std::vector<KfdNode> read_kfd_nodes(const fs::path& directory) {
  if (fs::is_regular_file(directory / "properties")) return {read_node(directory)};
  std::vector<KfdNode> nodes;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (is_node_folder(entry.path()) && fs::is_regular_file(entry.path() / "properties")) {
      nodes.push_back(read_node(entry.path()));
    }
  }
  std::ranges::sort(nodes, {}, [](const KfdNode& node) {
    return std::pair(node.number("drm_render_minor"), node.number("location_id"));
  });
  return nodes;
}

void add_kfd_nodes(MachineFile& machine, std::vector<KfdNode> nodes) {
  for (KfdNode& node : nodes) {
    if (node.number("simd_count") == 0) {
      machine.cpus.push_back(std::move(node));
      continue;
    }
    Gpu& gpu = card_of(machine, node);
    if (!gpu.kfd.empty()) {
      gpu.partitions.push_back(static_cast<unsigned>(node.number("drm_render_minor")));
    }
    count_units(gpu, node);
    gpu.kfd.push_back(std::move(node));
  }
}

}  // namespace rmcp::testbed
