// SPDX-License-Identifier: MIT
// Interprets udev events about the GPUs. Pure: the monitor collects, this decides.
#pragma once
#include "daemon/device/monitor.hpp"

#include <optional>
#include <string>

namespace rmcp::device {

/// The parts of a udev event that decide. Missing properties are empty.
struct Uevent {
  std::string action;     // add, bind, change, unbind, remove ...
  std::string subsystem;  // pci or drm
  std::string devtype;    // drm_minor, drm_connector
  std::string syspath;    // of the device in the event
  std::string pci_id;     // PCI_ID=1002:73FF of a pci event: on remove sysfs is already gone
  std::string pci_class;  // PCI_CLASS=30000 of a pci event
  std::string wedged;     // WEDGED= of a drm event
  bool hotplug = false;   // HOTPLUG=1: an event on a connector
};

/// Nothing if the event is not about an AMD GPU, or does not matter. A drm event does not name its
/// GPU: its `address` and `syspath` are those of the PCI device above it, and the caller has to
/// check whether that is an AMD GPU.
std::optional<Event> interpret(const Uevent& uevent);

/// "1002:73FF" and "30000", in the format of PCI_ID and PCI_CLASS; sysfs' "0x1002" and "0x030000"
/// are accepted too.
bool is_amd_gpu(const std::string& pci_id, const std::string& pci_class);

}  // namespace rmcp::device
