// SPDX-License-Identifier: MIT
// Where in the machine a device sits: inside, or outside on a cable.
#pragma once
#include <optional>
#include <string>

namespace rmcp::device {

/// True when the kernel calls the device or a bridge above it `removable` (firmware marks the ports
/// that lead outside), or when it hangs below a Thunderbolt device. False when nothing up to the
/// host bridge says so: a machine whose firmware marks no port looks like one without. Unknown when
/// the way up cannot be read, which is when the device is going away.
std::optional<bool> is_external(const std::string& sys, const std::string& syspath);

}  // namespace rmcp::device
