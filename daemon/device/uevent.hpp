// SPDX-License-Identifier: MIT
// What a udev event means for the GPUs we watch. Pure: the monitor collects, this decides.
#pragma once
#include "daemon/device/monitor.hpp"

#include <optional>
#include <string>

namespace rmcp::device {

/// The parts of a udev event that decide. What an event does not carry is empty.
struct Uevent {
  std::string action;     // add, bind, change, unbind, remove ...
  std::string subsystem;  // pci or drm
  std::string devtype;    // drm_minor, drm_connector
  std::string syspath;    // of the device that the event is about
  std::string pci_id;     // PCI_ID=1002:73FF of a pci event: on remove sysfs is gone already
  std::string pci_class;  // PCI_CLASS=30000 of a pci event
  std::string wedged;     // WEDGED= of a drm event
  bool hotplug = false;   // HOTPLUG=1: something happened at a connector
};

/// Nothing when the event is not about an AMD GPU, or is of no interest. A drm event does not say
/// whose GPU it is about: its `address` and `syspath` are those of the PCI device above it, and the
/// caller has to look whether that one is ours.
std::optional<Event> interpret(const Uevent& uevent);

/// "1002:73FF" and "30000", as PCI_ID and PCI_CLASS are printed; sysfs' "0x1002" and "0x030000" do
/// too.
bool is_amd_gpu(const std::string& pci_id, const std::string& pci_class);

}  // namespace rmcp::device
