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

struct Device {
  PciAddress address;
  std::string syspath;  // /sys/devices/..., the path from the monitor
  std::uint16_t vendor = 0;
  std::uint16_t device = 0;
  std::uint16_t subsystem_vendor = 0;
  std::uint16_t subsystem_device = 0;
  std::uint8_t revision = 0;
  std::uint32_t pci_class = 0;
  std::string driver;  // empty: none bound
  std::string name;    // marketing name, else pci.ids, else "1002:73ff"
  std::string alias;   // from policy; empty: none

  std::optional<GfxTarget> gfx;
  GfxSource gfx_source = GfxSource::unknown;
  std::optional<bool> apu;
  std::optional<bool> external;  // PCI `removable` or a Thunderbolt/USB4 ancestor
  std::optional<bool> boot_vga;
  std::optional<std::uint64_t> unique_id;  // never 0
  std::optional<std::string> serial;       // serial_number; never empty
  Identity identity = Identity::read;

  RuntimeStatus runtime_status = RuntimeStatus::unknown;
  std::string card;                       // "card1"; empty without a DRM device
  std::vector<std::string> render_nodes;  // "renderD128", several in CPX mode
  std::vector<KfdNode> kfd_nodes;

  std::optional<std::uint64_t> vram_bytes;
  std::optional<std::uint32_t> compute_units;
  std::string driver_version;  // "3.57.0" of the DRM driver; empty: not read

  /// Changes at every bind of a driver, so that a record about the device shows whether it belongs
  /// to the same binding. 0: no driver.
  std::uint64_t bind_epoch = 0;

  /// rmcpd writes only to devices on amdgpu.
  bool managed() const { return driver == "amdgpu"; }

  bool operator==(const Device&) const = default;
};

/// `1002:73ff`.
std::string pci_id(std::uint16_t vendor, std::uint16_t device);
/// `yes`, `no`, `unknown`: an optional property in the words of D-Bus.
std::string tristate(std::optional<bool> fact);

}  // namespace rmcp
