// SPDX-License-Identifier: MIT
// One AMD GPU function, as data. Unknown properties are absent, never guessed.
#pragma once
#include "lib/gpu/card_id.hpp"
#include "lib/gpu/gfx.hpp"
#include "lib/gpu/pci_address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// The PCI vendor id of AMD's GPUs (formerly ATI).
inline constexpr std::uint16_t kVendorAmd = 0x1002;

/// True for the PCI classes that this daemon handles: display controllers (03xxxx) and processing
/// accelerators (1200xx, the MI300 family).
constexpr bool is_gpu_class(std::uint32_t pci_class) {
  return (pci_class >> 16) == 0x03 || (pci_class >> 8) == 0x1200;
}

/// power/runtime_status. rmcpd never wakes a suspended GPU to look at it.
enum class RuntimeStatus { unknown, active, suspended };
std::string_view to_string(RuntimeStatus status);

/// A GPU node of the KFD topology. One device has several in CPX mode, with the partition's number
/// in the function bits of location_id.
struct KfdNode {
  unsigned node = 0;  // /sys/class/kfd/kfd/topology/nodes/N
  std::uint32_t gpu_id = 0;
  unsigned render_minor = 0;  // 128 is renderD128
  std::uint32_t simd_count = 0;

  bool operator==(const KfdNode&) const = default;
};

/// The state of unique_id and serial_number, learnt once per binding of the driver.
enum class Identity {
  read,     // the driver has answered, if only that there is none
  pending,  // a read failed that may succeed later: in a reset, in suspend, before the first probe
  unreadable,  // reads kept failing while the driver answered everything else
};
std::string_view to_string(Identity identity);

/// What the configuration space of its PCI function says.
struct PciIds {
  std::uint16_t vendor = 0;
  std::uint16_t device = 0;
  std::uint16_t subsystem_vendor = 0;
  std::uint16_t subsystem_device = 0;
  std::uint8_t revision = 0;
  std::uint32_t class_code = 0;

  /// The same model of the same board maker, in any revision; it may be another card.
  [[nodiscard]] bool same_model(const PciIds& other) const;
  bool operator==(const PciIds&) const = default;
};

/// The driver that is bound now.
struct DriverBinding {
  std::string driver;   // empty: none
  std::string version;  // "3.57.0" of the DRM driver; empty: not asked
  /// Changes each time a driver binds: with it a note about the device tells whether it still
  /// speaks of the same binding. 0: no driver.
  std::uint64_t epoch = 0;

  bool operator==(const DriverBinding&) const = default;
};

/// How the device sits in the machine. Empty: not known.
struct DevicePlacement {
  std::optional<bool> apu;
  std::optional<bool> external;  // PCI `removable` or a Thunderbolt/USB4 ancestor
  std::optional<bool> boot_vga;

  bool operator==(const DevicePlacement&) const = default;
};

/// What tells the card from others of its model, as far as `known` says.
struct CardIdentity {
  std::optional<std::uint64_t> unique_id;  // never 0
  std::optional<std::string> serial;       // serial_number; never empty
  Identity known = Identity::read;

  bool operator==(const CardIdentity&) const = default;
};

/// How programs reach the device. Empty without a DRM device.
struct DeviceNodes {
  std::string card;                 // "card1"
  std::vector<std::string> render;  // "renderD128", several in CPX mode
  std::vector<KfdNode> kfd;

  bool operator==(const DeviceNodes&) const = default;
};

struct Device {
  PciAddress address;
  std::string syspath;  // /sys/devices/...: where the monitor found it
  std::string name;     // marketing name, else pci.ids, else "1002:73ff"
  std::string alias;    // that policy gives it; empty: none

  PciIds pci;
  DevicePlacement placement;
  DriverBinding binding;
  CardIdentity identity;
  DeviceNodes nodes;

  std::optional<GfxTarget> gfx;
  GfxSource gfx_source = GfxSource::unknown;
  std::optional<std::uint64_t> vram_bytes;
  std::optional<std::uint32_t> compute_units;
  RuntimeStatus runtime_status = RuntimeStatus::unknown;

  /// Only amdgpu's devices are written to.
  [[nodiscard]] bool managed() const { return binding.driver == "amdgpu"; }

  bool operator==(const Device&) const = default;
};

/// `1002:73ff`.
std::string pci_id(std::uint16_t vendor, std::uint16_t device);
/// `yes`, `no`, `unknown`: an optional property in the words of D-Bus.
std::string tristate(std::optional<bool> fact);

}  // namespace rmcp
