// SPDX-License-Identifier: MIT
// A machine with its GPUs as data, and the reader of our own compact description of one
// (tests/machines/*.toml).
#pragma once
#include "lib/gpu/pci_address.hpp"
#include "lib/text/failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rmcp::testbed {

/// Path below a device's folder -> text of the file.
using Attributes = std::map<std::string, std::string, std::less<>>;

/// Any PCI function: a GPU, a bridge, a card of another vendor.
struct PciFunction {
  PciAddress address;
  std::vector<PciAddress> behind;  // the bridges above it, root port first
  std::uint16_t vendor = 0;
  std::uint16_t device = 0;
  std::uint16_t subsystem_vendor = 0;
  std::uint16_t subsystem_device = 0;
  std::uint8_t revision = 0;
  std::uint32_t pci_class = 0;
  std::string driver;     // empty: none bound
  Attributes attributes;  // of the PCI core: there with and without a driver
};

/// A node of the KFD topology, with its properties in the kernel's order.
struct KfdNode {
  unsigned node = 0;  // given when the machine is put together
  std::string gpu_id;
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;

  std::uint64_t number(std::string_view property) const;  // 0 when it is not there
  void set(std::string_view property, std::uint64_t value);
};

/// What a render node answers to DRM ioctls.
struct DrmInfo {
  std::uint64_t vram_bytes = 0;
  std::uint64_t gtt_bytes = 0;
  std::uint32_t compute_units = 0;
  bool apu = false;
  int major = 3;
  int minor = 57;
};

/// What `rmcpctl list` has to show for it. Several names: any is right, as the name lists of
/// distributions differ.
struct Expect {
  std::string gfx;
  std::vector<std::string> name;
};

struct Gpu {
  PciFunction pci;
  std::optional<unsigned> card;      // N of /dev/dri/cardN
  std::optional<unsigned> render;    // N of /dev/dri/renderDN
  std::vector<unsigned> partitions;  // render nodes of CPX partitions 1.., below platform devices
  std::string gc;                    // graphics core version, "10.3.4"; empty: kernel does not tell
  Attributes attributes;             // of the driver: they come and go with it
  Attributes levels;                 // of a clock's file: how the driver takes levels of it
  Attributes hwmon;
  unsigned hwmon_number = 0;
  std::vector<KfdNode> kfd;
  DrmInfo drm;
  Expect expect;

  bool has_driver() const { return !pci.driver.empty(); }
};

struct MachineFile {
  std::string name;
  std::vector<PciFunction> bridges;  // those that are not as default_bridge() makes them
  std::vector<PciFunction> others;   // functions that are no GPU
  std::vector<Gpu> gpus;
  std::vector<KfdNode> cpus;  // CPU nodes of the KFD topology
};

/// Reads a machine; a `model` of a GPU is looked up in the folder cards/ beside the file. Errors
/// read `file:line: reason`.
Expected<MachineFile> read_machine_file(const std::string& path);

/// The bridge at `address` when a machine says nothing special about it.
PciFunction default_bridge(const PciAddress& address);

/// A GPU node of the topology with every property that the kernel prints.
KfdNode gpu_node(const Gpu& gpu, std::uint32_t gfx_target_version, unsigned partition);
KfdNode cpu_node(unsigned cores);

/// bus << 8 | device << 3 | function, as KFD prints it.
std::uint32_t location_id(const PciAddress& address);

}  // namespace rmcp::testbed
