// SPDX-License-Identifier: MIT
// From the entries of the tree to udev events.
#include "announcement.hpp"

#include <map>
#include <sstream>

namespace rmcp::testbed {
namespace {

std::map<std::string, std::string> properties_of(const std::string& uevent) {
  std::map<std::string, std::string> properties;
  std::istringstream lines(uevent);
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find('=');
    properties.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return properties;
}

}  // namespace

Uevent announcement(const std::string& action, const PciFunction& function) {
  const std::string driver = action == "bind" || action == "change" ? function.driver : "";
  return {action, syspath(function), "pci", properties_of(uevent_entry(function, driver).content)};
}

Uevent announcement(const std::string& action, const DrmNode& node) {
  return {action,
          node.syspath,
          "drm",
          {{"DEVTYPE", "drm_minor"},
           {"DEVNAME", "/dev/dri/" + node.name},
           {"MAJOR", "226"},
           {"MINOR", std::to_string(node.minor)}}};
}

std::vector<Uevent> node_announcements(const std::string& action, const Gpu& gpu) {
  std::vector<Uevent> events;
  if (has_drm_driver(gpu) && !gpu.hwmon.empty()) {
    events.push_back({action, hwmon_syspath(gpu), "hwmon", {}});
  }
  for (const DrmNode& node : drm_nodes(gpu)) events.push_back(announcement(action, node));
  return events;
}

}  // namespace rmcp::testbed
