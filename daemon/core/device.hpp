// SPDX-License-Identifier: MIT
// One AMD GPU function, as data. Facts that could not be learnt are absent, never guessed.
#pragma once
#include "core/gfx.hpp"
#include "core/pci_address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// The PCI vendor id of AMD's GPUs (formerly ATI).
inline constexpr std::uint16_t kVendorAmd = 0x1002;

/// True for the classes that this daemon watches: display controllers (03xxxx) and processing
/// accelerators (1200xx, the MI300 family).
constexpr bool is_gpu_class(std::uint32_t pci_class) {
  return (pci_class >> 16) == 0x03 || (pci_class >> 8) == 0x1200;
}

/// power/runtime_status. A suspended GPU is never woken to look at it.
enum class RuntimeStatus { unknown, active, suspended };
std::string_view to_string(RuntimeStatus status);

/// A GPU node of the KFD topology. One device has several in CPX mode: there the partition's
/// number stands in the function bits of location_id.
struct KfdNode {
  unsigned node = 0;  // /sys/class/kfd/kfd/topology/nodes/N
  std::uint32_t gpu_id = 0;
  unsigned render_minor = 0;  // 128 is renderD128
  std::uint32_t simd_count = 0;

  bool operator==(const KfdNode&) const = default;
};

struct Device {
  PciAddress address;
  std::string syspath;  // /sys/devices/...: where the monitor found it
  std::uint16_t vendor = 0;
  std::uint16_t device = 0;
  std::uint16_t subsystem_vendor = 0;
  std::uint16_t subsystem_device = 0;
  std::uint8_t revision = 0;
  std::uint32_t pci_class = 0;
  std::string driver;  // empty: none bound
  std::string name;    // marketing name, else pci.ids, else "1002:73ff"
  std::string alias;   // that policy gives it; empty: none

  std::optional<GfxTarget> gfx;
  GfxSource gfx_source = GfxSource::unknown;
  std::optional<bool> apu;
  std::optional<bool> external;  // PCI `removable` or a Thunderbolt/USB4 ancestor
  std::optional<bool> boot_vga;
  std::optional<std::uint64_t> unique_id;  // never 0
  std::optional<std::string> serial;       // serial_number; never empty

  RuntimeStatus runtime_status = RuntimeStatus::unknown;
  std::string card;                       // "card1"; empty without a DRM device
  std::vector<std::string> render_nodes;  // "renderD128", several in CPX mode
  std::vector<KfdNode> kfd_nodes;

  std::optional<std::uint64_t> vram_bytes;
  std::optional<std::uint32_t> compute_units;
  std::string driver_version;  // "3.57.0" of the DRM driver; empty: not asked

  /// Changes each time a driver binds: with it a note about the device tells whether it still
  /// speaks of the same binding. 0: no driver.
  std::uint64_t bind_epoch = 0;

  /// Only amdgpu's devices are written to.
  bool managed() const { return driver == "amdgpu"; }

  bool operator==(const Device&) const = default;
};

/// Names a card across slots and reboots: `uid-<unique_id>`, else
/// `pci-<vendor>:<device>:<subvendor>:<subdevice>[-<serial>]`. The second form is shared by equal
/// cards without a serial number: those are told apart by their address only.
std::string stable_id(const Device& device);

/// The name under which notes about the card are kept, fit for a file: its stable id, and its slot
/// too where equal cards cannot be told apart otherwise.
std::string card_key(const Device& device);

/// True when no other card can have this stable id.
bool has_unique_identity(const Device& device);

}  // namespace rmcp
