// SPDX-License-Identifier: MIT
// The files that a machine has below /sys and /dev, as data. Pure: what to do with them is for
// others.
#pragma once
#include "machine_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::testbed {

struct Entry {
  enum class Kind { directory, file, link };
  Kind kind = Kind::file;
  std::string path;     // "sys/devices/pci0000:00/...": relative to the root of the tree
  std::string content;  // of a file, or the target of a link
};
using Entries = std::vector<Entry>;

/// "/sys/devices/pci0000:00/0000:00:03.1/0000:03:00.0".
std::string syspath(const PciFunction& function);

/// Folders and links that are there on every machine.
Entries frame_entries();

/// What the PCI core shows of a function, without the driver's part.
Entries function_entries(const PciFunction& function);
/// The function's uevent file: with a driver it has a line more.
Entry uevent_entry(const PciFunction& function, std::string_view driver);

/// What appears when a driver binds: the link to it, and for a GPU's own driver its attributes, DRM
/// nodes, hwmon and KFD nodes.
Entries driver_entries(const PciFunction& function);
Entries driver_entries(const Gpu& gpu);

/// The bridges above these functions, each once, in order from the root.
std::vector<PciFunction> bridges_of(const MachineFile& machine);

/// The KFD device itself, without nodes.
Entries kfd_frame_entries();
Entries kfd_generation_entries(unsigned generation);
bool has_kfd(const MachineFile& machine);
Entries kfd_node_entries(const KfdNode& node);

/// Everything, with all drivers bound.
Entries machine_entries(const MachineFile& machine);

/// False with no driver and with those that only hold a card for a guest.
bool has_drm_driver(const Gpu& gpu);

/// A DRM node of the GPU: "card1" or "renderD128", and the folder of its device in sysfs.
struct DrmNode {
  std::string name;
  unsigned minor = 0;
  std::string syspath;  // "/sys/devices/.../drm/card1"
};
std::vector<DrmNode> drm_nodes(const Gpu& gpu);

/// "/sys/devices/.../hwmon/hwmon3".
std::string hwmon_syspath(const Gpu& gpu);

}  // namespace rmcp::testbed
