// SPDX-License-Identifier: MIT
// Reads the properties of one PCI device. Reads sysfs and KFD topology, queries a render node.
// Never wakes a runtime-suspended GPU. May block on a faulty one: runs on the device's worker.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/gpu/match.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::device {

/// `syspath`: the device's folder below /sys/devices. ENODEV if it does not exist (any more) or is
/// not an AMD GPU; any other unreadable property stays unknown.
sys::Result<Device> probe(const sys::Paths& paths, const std::string& syspath);

/// Only address, ids, class and driver: cheap, and never blocks on the GPU. For the first listing.
sys::Result<Device> glance(const sys::Paths& paths, const std::string& syspath);

/// False while the driver is still starting: the kernel creates the `driver` link before it calls
/// probe() (drivers/base/dd.c:really_probe), and amdgpu its DRM nodes at the end of probe()
/// (amdgpu_drv.c:amdgpu_pci_probe, after amdgpu_driver_load_kms).
bool probe_is_over(const Device& device);

/// True if an attribute that fails in the same states as unique_id can be read now
/// (amdgpu_pm.c:amdgpu_get_power_dpm_force_performance_level). For devices that are awake, since
/// the read may wake.
bool answers_beside_identity(const Device& device);

/// True while a device exists at this path in sysfs. Never blocks.
bool is_there(const std::string& syspath);

/// Properties of the running kernel.
Machine read_machine(const sys::Paths& paths);

}  // namespace rmcp::device
