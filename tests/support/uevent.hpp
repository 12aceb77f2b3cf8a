// SPDX-License-Identifier: MIT
// Sends udev events to the programs that run under umockdev's preload library. Not umockdev's own
// sender: that one needs the preload in this process too, cannot speak of a device whose folder is
// gone, and drops what a full queue does not take.
#pragma once
#include <map>
#include <string>

namespace rmcp::testbed {

struct Uevent {
  std::string action;  // add bind change unbind remove
  std::string syspath;
  std::string subsystem;
  std::map<std::string, std::string> properties;  // DEVTYPE, DEVNAME, DRIVER, WEDGED ...
};

/// As udevd itself would, to all that listen to udev in this network namespace. Needs root: libudev
/// believes nobody else. Throws std::system_error.
void send_udev_message(const Uevent& event);

/// To every listener of the test bed at `root`; returns how many took it.
int send_uevent(const std::string& root, const Uevent& event);

}  // namespace rmcp::testbed
