// SPDX-License-Identifier: MIT
// Finds the AMD GPUs that are already present.
#include "daemon/device/attribute.hpp"
#include "daemon/device/monitor.hpp"
#include "lib/gpu/device.hpp"

#include <libudev.h>

#include <algorithm>
#include <memory>

namespace rmcp::device {

std::vector<std::string> enumerate() {
  const std::unique_ptr<udev, decltype(&udev_unref)> context(udev_new(), &udev_unref);
  if (!context) return {};
  const std::unique_ptr<udev_enumerate, decltype(&udev_enumerate_unref)> search(
      udev_enumerate_new(context.get()), &udev_enumerate_unref);
  if (!search) return {};
  udev_enumerate_add_match_subsystem(search.get(), "pci");
  udev_enumerate_add_match_sysattr(search.get(), "vendor", "0x1002");
  udev_enumerate_scan_devices(search.get());

  std::vector<std::pair<PciAddress, std::string>> found;
  for (auto* entry = udev_enumerate_get_list_entry(search.get()); entry != nullptr;
       entry = udev_list_entry_get_next(entry)) {
    const std::string syspath = udev_list_entry_get_name(entry);
    const auto address = parse_pci_address(syspath.substr(syspath.rfind('/') + 1));
    const auto pci_class = read_number(syspath + "/class", 16);
    if (address && pci_class && is_gpu_class(static_cast<std::uint32_t>(*pci_class)))
      found.emplace_back(*address, syspath);
  }
  std::ranges::sort(found);
  std::vector<std::string> syspaths;
  for (auto& [address, syspath] : found) syspaths.push_back(std::move(syspath));
  return syspaths;
}

}  // namespace rmcp::device
