// SPDX-License-Identifier: MIT
// Takes a GPU off the PCI bus, so that it can be unplugged. Runs on the device's worker: the driver
// may take its time.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

/// The reason against it, as far as sysfs shows; empty if there is none.
std::string why_not_eject(const sys::Paths& paths, const Device& device);

/// Removes the function, after the audio function of the same card. Empty, or the reason of the
/// failure.
std::string eject(const Device& device);

}  // namespace rmcp::engine
