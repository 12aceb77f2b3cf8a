// SPDX-License-Identifier: MIT
// The GPU nodes of KFD, the compute half of amdgpu.
#pragma once
#include "lib/gpu/device.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::device {

/// A GPU of the KFD topology, with the data to find its PCI function.
struct KfdGpu {
  KfdNode node;
  std::uint32_t domain = 0;
  std::uint32_t location_id = 0;  // bus << 8 | device << 3 | function
  std::uint32_t device_id = 0;
  std::uint32_t gfx_target_version = 0;
  std::uint32_t simd_per_cu = 0;
};

/// The KFD nodes of one PCI device, by node number. `sys` is the path of sysfs. Safe on any thread.
/// Nodes of other devices are read once for each generation of the topology.
std::vector<KfdGpu> kfd_gpus_of(const std::string& sys, const Device& device);

/// The numbers of the nodes that are CPUs.
std::vector<unsigned> kfd_processors(const std::string& sys);

}  // namespace rmcp::device
