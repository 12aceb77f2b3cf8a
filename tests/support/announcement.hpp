// SPDX-License-Identifier: MIT
// What udev says of the functions and nodes of a machine, as data.
#pragma once
#include "tree.hpp"
#include "uevent.hpp"

#include <string>
#include <vector>

namespace rmcp::testbed {

/// Of the PCI function itself; it names the driver where udev does: for `bind` and `change`.
Uevent announcement(const std::string& action, const PciFunction& function);
Uevent announcement(const std::string& action, const DrmNode& node);

/// Of what comes and goes with the GPU's driver: hwmon and DRM nodes.
std::vector<Uevent> node_announcements(const std::string& action, const Gpu& gpu);

}  // namespace rmcp::testbed
