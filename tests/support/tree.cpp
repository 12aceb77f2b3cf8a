// SPDX-License-Identifier: MIT
// PCI functions and bridges as files.
#include "tree.hpp"

#include "entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::testbed {
namespace {

bool is_display(const PciFunction& function) { return (function.pci_class >> 16) == 0x03; }

// The part of the configuration space that user space looks at.
std::string config_space(const PciFunction& function) {
  std::string config(64, '\0');
  const auto put = [&config](std::size_t at, std::uint32_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) config[at + i] = static_cast<char>(value >> (8 * i));
  };
  put(0x00, function.vendor, 2);
  put(0x02, function.device, 2);
  put(0x08, function.revision, 1);
  put(0x09, function.pci_class, 3);
  put(0x2c, function.subsystem_vendor, 2);
  put(0x2e, function.subsystem_device, 2);
  return config;
}

std::string modalias(const PciFunction& function) {
  return fmt::format("pci:v{:08X}d{:08X}sv{:08X}sd{:08X}bc{:02X}sc{:02X}i{:02X}", function.vendor,
                     function.device, function.subsystem_vendor, function.subsystem_device,
                     function.pci_class >> 16, function.pci_class >> 8 & 0xff,
                     function.pci_class & 0xff);
}

Attributes core_attributes(const PciFunction& function) {
  Attributes attributes = {
      {"vendor", fmt::format("0x{:04x}", function.vendor)},
      {"device", fmt::format("0x{:04x}", function.device)},
      {"subsystem_vendor", fmt::format("0x{:04x}", function.subsystem_vendor)},
      {"subsystem_device", fmt::format("0x{:04x}", function.subsystem_device)},
      {"revision", fmt::format("0x{:02x}", function.revision)},
      {"class", fmt::format("0x{:06x}", function.pci_class)},
      {"modalias", modalias(function)},
      {"enable", "1"},
      {"numa_node", "-1"},
      {"power_state", "D0"},
      {"d3cold_allowed", "1"},
      {"power/control", is_display(function) ? "auto" : "on"},
      {"power/runtime_status", "active"},
      {"power/runtime_enabled", "enabled"},
      {"power/autosuspend_delay_ms", "5000"},
  };
  if (function.pci_class >> 8 == 0x0300) attributes.emplace("boot_vga", "0");
  for (const auto& [name, text] : function.attributes) attributes.insert_or_assign(name, text);
  return attributes;
}

}  // namespace

std::string syspath(const PciFunction& function) {
  const PciAddress& root = function.behind.empty() ? function.address : function.behind.front();
  std::string path = fmt::format("/sys/devices/pci{:04x}:{:02x}", root.domain, root.bus);
  for (const PciAddress& bridge : function.behind) path += "/" + to_string(bridge);
  return path + "/" + to_string(function.address);
}

Entry uevent_entry(const PciFunction& function, std::string_view driver) {
  std::string text = driver.empty() ? "" : fmt::format("DRIVER={}\n", driver);
  text += fmt::format("PCI_CLASS={:X}\nPCI_ID={:04X}:{:04X}\nPCI_SUBSYS_ID={:04X}:{:04X}\n",
                      function.pci_class, function.vendor, function.device,
                      function.subsystem_vendor, function.subsystem_device);
  text += fmt::format("PCI_SLOT_NAME={}\nMODALIAS={}\n", to_string(function.address),
                      modalias(function));
  return {Entry::Kind::file, in_tree(syspath(function)) + "/uevent", text};
}

Entries frame_entries() {
  Entries entries;
  for (const char* path : {"sys/devices", "sys/bus/pci/devices", "sys/bus/pci/drivers",
                           "sys/class/drm", "sys/class/hwmon", "sys/dev/char", "dev/dri"}) {
    entries.push_back(directory(path));
  }
  return entries;
}

Entries function_entries(const PciFunction& function) {
  const std::string path = in_tree(syspath(function));
  Entries entries = {directory(path), uevent_entry(function, "")};
  for (const auto& [name, text] : core_attributes(function)) {
    entries.push_back(attribute(path + "/" + name, text));
  }
  entries.push_back({Entry::Kind::file, path + "/config", config_space(function)});
  entries.push_back(link(path + "/subsystem", "sys/bus/pci"));
  entries.push_back(link("sys/bus/pci/devices/" + to_string(function.address), path));
  return entries;
}

Entries driver_entries(const PciFunction& function) {
  const std::string path = in_tree(syspath(function));
  const std::string driver = "sys/bus/pci/drivers/" + function.driver;
  const std::string module = "sys/module/" + function.driver;
  return {directory(driver),
          directory(module),
          link(driver + "/module", module),
          uevent_entry(function, function.driver),
          link(path + "/driver", driver),
          link(driver + "/" + to_string(function.address), path)};
}

std::vector<PciFunction> bridges_of(const MachineFile& machine) {
  std::vector<PciFunction> bridges;
  std::set<PciAddress> seen;
  const auto add = [&](const PciFunction& function) {
    std::vector<PciAddress> above;
    for (const PciAddress& address : function.behind) {
      if (seen.insert(address).second) {
        PciFunction bridge = default_bridge(address);
        for (const PciFunction& special : machine.bridges) {
          if (special.address == address) bridge = special;
        }
        bridge.behind = above;
        bridges.push_back(std::move(bridge));
      }
      above.push_back(address);
    }
  };
  for (const Gpu& gpu : machine.gpus) add(gpu.pci);
  for (const PciFunction& other : machine.others) add(other);
  return bridges;
}

bool has_kfd(const MachineFile& machine) {
  return !machine.cpus.empty() ||
         std::ranges::any_of(machine.gpus, [](const Gpu& gpu) { return !gpu.kfd.empty(); });
}

// The driver of a machine whose cards show clocks and voltages was loaded with overdrive.
Entry loaded_features(const MachineFile& machine) {
  const bool overdrive = std::ranges::any_of(machine.gpus, [](const Gpu& gpu) {
    const auto found = gpu.attributes.find("pp_od_clk_voltage");
    return found != gpu.attributes.end() && found->second.find("OD_MCLK") != std::string::npos;
  });
  return attribute("sys/module/amdgpu/parameters/ppfeaturemask",
                   overdrive ? "0xfff7ffff" : "0xfff7bfff");
}

Entries machine_entries(const MachineFile& machine) {
  Entries entries = frame_entries();
  const auto append = [&entries](Entries more) {
    entries.insert(entries.end(), more.begin(), more.end());
  };
  const auto append_function = [&append](const PciFunction& function) {
    append(function_entries(function));
    if (!function.driver.empty()) append(driver_entries(function));
  };
  for (const PciFunction& bridge : bridges_of(machine)) append_function(bridge);
  for (const PciFunction& other : machine.others) append_function(other);
  if (has_kfd(machine)) append(kfd_frame_entries());
  for (const KfdNode& node : machine.cpus) append(kfd_node_entries(node));
  append({loaded_features(machine)});
  for (const Gpu& gpu : machine.gpus) {
    append(function_entries(gpu.pci));
    if (gpu.has_driver()) append(driver_entries(gpu));
  }
  return entries;
}

}  // namespace rmcp::testbed
