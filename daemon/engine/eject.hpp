// SPDX-License-Identifier: MIT
// Takes a GPU off the PCI bus, so that it can be unplugged. Runs on the device's worker: the driver
// may take its time.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

/// What speaks against it, as far as sysfs tells; empty when nothing does.
std::string why_not_eject(const sys::Paths& paths, const Device& device);

/// Removes the function, the sound of the same card before it. Empty, or why it failed.
std::string eject(const Device& device);

}  // namespace rmcp::engine
