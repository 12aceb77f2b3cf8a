// SPDX-License-Identifier: MIT
// Whether a device is inside the machine, or outside on a cable.
#pragma once
#include <optional>
#include <string>

namespace rmcp::device {

/// True if the kernel calls the device or a bridge above it `removable` (firmware marks the
/// external ports), or if it is below a Thunderbolt device. False if nothing up to the host bridge
/// is: a machine whose firmware marks no port looks like one without external ports. Unknown if the
/// path upwards cannot be read, which happens while the device is going away.
std::optional<bool> is_external(const std::string& sys, const std::string& syspath);

}  // namespace rmcp::device
