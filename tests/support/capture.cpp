// SPDX-License-Identifier: MIT
// From a captured folder to a machine.
#include "capture.hpp"

#include "capture_files.hpp"
#include "capture_kfd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

// What the PCI core shows. Ids are made anew from the uevent, as most captures lack some.
constexpr std::array kCoreNames = {"boot_vga",       "enable",
                                   "numa_node",      "power_state",
                                   "d3cold_allowed", "removable",
                                   "reset_method",   "current_link_speed",
                                   "max_link_speed", "current_link_width",
                                   "max_link_width", "driver_override",
                                   "ari_enabled",    "msi_bus"};
constexpr std::array kOwnNames = {"uevent",   "vendor",           "device",
                                  "class",    "config",           "revision",
                                  "modalias", "subsystem_vendor", "subsystem_device"};

template <typename List>
bool contains(const List& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

// "KEY=value" lines.
std::string uevent_value(const std::string& uevent, const std::string& key) {
  const std::string start = "\n" + key + "=";
  const auto at = ("\n" + uevent).find(start);
  if (at == std::string::npos) return "";
  const auto begin = at + start.size() - 1;
  return uevent.substr(begin, uevent.find('\n', begin) - begin);
}

std::pair<std::uint16_t, std::uint16_t> id_pair(const std::string& text) {
  unsigned first = 0;
  unsigned second = 0;
  std::sscanf(text.c_str(), "%4x:%4x", &first, &second);
  return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(second)};
}

void read_identity(Gpu& gpu, const fs::path& device) {
  const std::string uevent = trimmed(read_text(device / "uevent"));
  const auto address = parse_pci_address(uevent_value(uevent, "PCI_SLOT_NAME"));
  if (!address) throw std::runtime_error((device / "uevent").string() + ": names no PCI slot");
  gpu.pci.address = *address;
  std::tie(gpu.pci.vendor, gpu.pci.device) = id_pair(uevent_value(uevent, "PCI_ID"));
  std::tie(gpu.pci.subsystem_vendor, gpu.pci.subsystem_device) =
      id_pair(uevent_value(uevent, "PCI_SUBSYS_ID"));
  gpu.pci.driver = uevent_value(uevent, "DRIVER");
  const auto hexadecimal = [](const std::string& text) {
    return std::strtoul(text.c_str(), nullptr, 16);
  };
  gpu.pci.pci_class = static_cast<std::uint32_t>(hexadecimal(uevent_value(uevent, "PCI_CLASS")));
  gpu.pci.revision = static_cast<std::uint8_t>(hexadecimal(read_text(device / "revision")));
}

void add_attribute(Gpu& gpu, const std::string& name, const fs::path& file) {
  if (contains(kOwnNames, name) || name.starts_with("drm/")) return;
  const bool core = contains(kCoreNames, name) || name.starts_with("power/");
  (core ? gpu.pci.attributes : gpu.attributes)[name] = read_text(file);
}

void read_device(Gpu& gpu, const fs::path& device) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(device)) {
    if (!entry.is_regular_file()) continue;
    const fs::path relative = entry.path().lexically_relative(device);
    const std::string first = relative.begin()->string();
    if (first != "hwmon") {
      add_attribute(gpu, relative.string(), entry.path());
    } else if (std::distance(relative.begin(), relative.end()) == 3) {
      gpu.hwmon[relative.filename().string()] = read_text(entry.path());
    }
  }
}

// One capture has some of the PCI core's files a level too high.
void read_stray_files(Gpu& gpu, const fs::path& directory) {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && contains(kCoreNames, name)) {
      gpu.pci.attributes.emplace(name, read_text(entry.path()));
    }
  }
}

Gpu read_card(const fs::path& card) {
  Gpu gpu;
  read_identity(gpu, card / "device");
  read_device(gpu, card / "device");
  read_stray_files(gpu, card.parent_path());
  gpu.card = static_cast<unsigned>(std::strtoul(card.filename().c_str() + 4, nullptr, 10));
  gpu.render = 128 + *gpu.card;
  gpu.drm.vram_bytes = std::strtoull(gpu.attributes["mem_info_vram_total"].c_str(), nullptr, 10);
  if (gpu.drm.vram_bytes == 0) gpu.attributes.erase("mem_info_vram_total");
  return gpu;
}

bool is_card(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with("card") && name.size() > 4 &&
         name.find_first_not_of("0123456789", 4) == std::string::npos &&
         fs::is_regular_file(path / "device" / "uevent");
}

std::vector<fs::path> find_cards(const fs::path& directory) {
  const fs::path drm = directory / "sys" / "class" / "drm";
  std::vector<fs::path> cards;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::is_directory(drm) ? drm : directory)) {
    if (is_card(entry.path())) cards.push_back(entry.path());
  }
  std::ranges::sort(cards);
  return cards;
}

MachineFile read(const fs::path& directory) {
  MachineFile machine;
  machine.name = directory.filename().string();
  for (const fs::path& card : find_cards(directory)) machine.gpus.push_back(read_card(card));
  add_kfd_nodes(machine, read_kfd_nodes(directory));
  if (machine.gpus.empty()) throw std::runtime_error(directory.string() + ": holds no GPU");
  return machine;
}

}  // namespace

Expected<MachineFile> read_capture(const std::string& directory) {
  try {
    return read(fs::canonical(directory));
  } catch (const std::exception& error) {
    return tl::make_unexpected(std::string(error.what()));
  }
}

Expected<MachineFile> read_machine(const std::string& path) {
  return fs::is_directory(path) ? read_capture(path) : read_machine_file(path);
}

}  // namespace rmcp::testbed
