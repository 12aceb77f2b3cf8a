// SPDX-License-Identifier: MIT
// Nodes of the KFD topology, from what is known of a card.
#include "machine_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rmcp::testbed {
namespace {

// In the order in which the kernel prints them; CPU nodes end after num_cp_queues.
constexpr std::array kProperties = {"cpu_cores_count",
                                    "simd_count",
                                    "mem_banks_count",
                                    "caches_count",
                                    "io_links_count",
                                    "p2p_links_count",
                                    "cpu_core_id_base",
                                    "simd_id_base",
                                    "max_waves_per_simd",
                                    "lds_size_in_kb",
                                    "gds_size_in_kb",
                                    "num_gws",
                                    "wave_front_size",
                                    "array_count",
                                    "simd_arrays_per_engine",
                                    "cu_per_simd_array",
                                    "simd_per_cu",
                                    "max_slots_scratch_cu",
                                    "gfx_target_version",
                                    "vendor_id",
                                    "device_id",
                                    "location_id",
                                    "domain",
                                    "drm_render_minor",
                                    "hive_id",
                                    "num_sdma_engines",
                                    "num_sdma_xgmi_engines",
                                    "num_sdma_queues_per_engine",
                                    "num_cp_queues",
                                    "max_engine_clk_ccompute"};

KfdNode empty_node() {
  KfdNode node;
  for (const char* name : kProperties) node.properties.emplace_back(name, "0");
  return node;
}

}  // namespace

std::uint64_t KfdNode::number(std::string_view property) const {
  const auto found =
      std::ranges::find(properties, property, &std::pair<std::string, std::string>::first);
  std::uint64_t value = 0;
  if (found != properties.end()) {
    const std::string& text = found->second;
    std::from_chars(text.data(), text.data() + text.size(), value);
  }
  return value;
}

void KfdNode::set(std::string_view property, std::uint64_t value) {
  const auto found =
      std::ranges::find(properties, property, &std::pair<std::string, std::string>::first);
  if (found != properties.end()) {
    found->second = std::to_string(value);
  } else {
    properties.emplace_back(property, std::to_string(value));
  }
}

std::uint32_t location_id(const PciAddress& address) {
  return static_cast<std::uint32_t>(address.bus) << 8 |
         static_cast<std::uint32_t>(address.device) << 3 | address.function;
}

KfdNode cpu_node(unsigned cores) {
  KfdNode node = empty_node();
  node.gpu_id = "0";
  node.set("cpu_cores_count", cores);
  node.set("mem_banks_count", 1);
  node.set("io_links_count", 1);
  return node;
}

KfdNode gpu_node(const Gpu& gpu, std::uint32_t gfx_target_version, unsigned partition) {
  // RDNA has two SIMDs a compute unit and waves of 32, GCN and CDNA four and 64.
  const bool rdna = gfx_target_version >= 100000;
  const unsigned simd_per_cu = rdna ? 2 : 4;
  KfdNode node = empty_node();
  node.set("simd_count", std::uint64_t{gpu.drm.compute_units} * simd_per_cu);
  node.set("mem_banks_count", 1);
  node.set("io_links_count", 1);
  node.set("max_waves_per_simd", rdna ? 16 : 8);
  node.set("lds_size_in_kb", 64);
  node.set("wave_front_size", rdna ? 32 : 64);
  node.set("simd_per_cu", simd_per_cu);
  node.set("gfx_target_version", gfx_target_version);
  node.set("vendor_id", gpu.pci.vendor);
  node.set("device_id", gpu.pci.device);
  node.set("location_id", location_id(gpu.pci.address) + partition);
  node.set("domain", gpu.pci.address.domain);
  const unsigned minor = partition == 0 ? gpu.render.value_or(0) : gpu.partitions.at(partition - 1);
  node.set("drm_render_minor", minor);
  node.set("num_xcc", 1);
  return node;
}

}  // namespace rmcp::testbed
