// SPDX-License-Identifier: MIT
// Looks at one PCI device and says what it is. Reads sysfs and KFD topology, asks a render node.
// Never wakes a runtime-suspended GPU. May block on a sick one: runs on the device's worker.
#pragma once
#include "core/device.hpp"
#include "core/match.hpp"
#include "sys/paths.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::device {

/// `syspath`: the device's folder below /sys/devices. ENODEV when it is not there (any more) or not
/// an AMD GPU; everything else that cannot be read is left unknown.
tl::expected<Device, int> probe(const sys::Paths& paths, const std::string& syspath);

/// Only address, ids, class and driver: cheap, and never blocks on the GPU. For the first listing.
tl::expected<Device, int> glance(const sys::Paths& paths, const std::string& syspath);

/// Facts about the running kernel.
Machine read_machine(const sys::Paths& paths);

}  // namespace rmcp::device
