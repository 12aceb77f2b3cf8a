// SPDX-License-Identifier: MIT
// What a GPU's driver adds to the tree.
#include "entries.hpp"
#include "tree.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace rmcp::testbed {
namespace {

constexpr unsigned kDrmMajor = 226;
constexpr unsigned kKfdMajor = 237;
constexpr int kGcHardwareId = 11;

Entries drm_entries(const DrmNode& node, const std::string& device) {
  const std::string path = in_tree(node.syspath);
  const std::string number = fmt::format("{}:{}", kDrmMajor, node.minor);
  return {
      directory(path),
      attribute(path + "/dev", number),
      attribute(path + "/uevent",
                fmt::format("MAJOR={}\nMINOR={}\nDEVNAME=dri/{}\nDEVTYPE=drm_minor", kDrmMajor,
                            node.minor, node.name)),
      link(path + "/subsystem", "sys/class/drm"),
      link(path + "/device", in_tree(device)),
      link("sys/class/drm/" + node.name, path),
      link("sys/dev/char/" + number, path),
      {Entry::Kind::file, "dev/dri/" + node.name, ""},
  };
}

// Partitions of a card in CPX mode are DRM devices below platform devices of their own.
std::string partition_syspath(unsigned minor) {
  return fmt::format("/sys/devices/platform/amdgpu_xcp_{}", minor - 128);
}

Entries partition_entries(unsigned minor) {
  const std::string path = in_tree(partition_syspath(minor));
  return {directory(path), directory("sys/bus/platform/devices"),
          attribute(path + "/uevent", "MODALIAS=platform:amdgpu_xcp"),
          link(path + "/subsystem", "sys/bus/platform"),
          link(fmt::format("sys/bus/platform/devices/amdgpu_xcp_{}", minor - 128), path)};
}

Entries hwmon_entries(const Gpu& gpu) {
  const std::string path = in_tree(hwmon_syspath(gpu));
  Entries entries = {directory(path), attribute(path + "/uevent", ""),
                     link(path + "/subsystem", "sys/class/hwmon"),
                     link(path + "/device", in_tree(syspath(gpu.pci))),
                     link(fmt::format("sys/class/hwmon/hwmon{}", gpu.hwmon_number), path)};
  for (const auto& [name, text] : gpu.hwmon) entries.push_back(attribute(path + "/" + name, text));
  return entries;
}

Entries ip_discovery_entries(const Gpu& gpu) {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned revision = 0;
  if (std::sscanf(gpu.gc.c_str(), "%u.%u.%u", &major, &minor, &revision) != 3) return {};
  const std::string die = in_tree(syspath(gpu.pci)) + "/ip_discovery/die/0";
  const std::string block = fmt::format("{}/{}", die, kGcHardwareId);
  return {attribute(block + "/0/hw_id", std::to_string(kGcHardwareId)),
          attribute(block + "/0/num_instance", "0"),
          attribute(block + "/0/major", std::to_string(major)),
          attribute(block + "/0/minor", std::to_string(minor)),
          attribute(block + "/0/revision", std::to_string(revision)),
          {Entry::Kind::link, die + "/GC", std::to_string(kGcHardwareId)}};
}

}  // namespace

std::string hwmon_syspath(const Gpu& gpu) {
  return fmt::format("{}/hwmon/hwmon{}", syspath(gpu.pci), gpu.hwmon_number);
}

bool has_drm_driver(const Gpu& gpu) {
  const std::string& driver = gpu.pci.driver;
  return !driver.empty() && driver != "vfio-pci" && driver != "pci-stub";
}

std::vector<DrmNode> drm_nodes(const Gpu& gpu) {
  std::vector<DrmNode> nodes;
  if (!has_drm_driver(gpu)) return nodes;
  const auto add = [&nodes](const std::string& name, unsigned minor, const std::string& device) {
    nodes.push_back({name, minor, device + "/drm/" + name});
  };
  if (gpu.card) add(fmt::format("card{}", *gpu.card), *gpu.card, syspath(gpu.pci));
  if (gpu.render) add(fmt::format("renderD{}", *gpu.render), *gpu.render, syspath(gpu.pci));
  for (const unsigned minor : gpu.partitions) {
    add(fmt::format("renderD{}", minor), minor, partition_syspath(minor));
  }
  return nodes;
}

Entries kfd_frame_entries() {
  const std::string path = "sys/devices/virtual/kfd/kfd";
  return {link("sys/class/kfd/kfd", path),
          attribute(path + "/dev", fmt::format("{}:0", kKfdMajor)),
          attribute(path + "/uevent", fmt::format("MAJOR={}\nMINOR=0\nDEVNAME=kfd", kKfdMajor)),
          link(path + "/subsystem", "sys/class/kfd"),
          directory(path + "/topology/nodes"),
          attribute(path + "/topology/generation_id", "1"),
          {Entry::Kind::file, "dev/kfd", ""}};
}

Entries kfd_generation_entries(unsigned generation) {
  return {
      attribute("sys/devices/virtual/kfd/kfd/topology/generation_id", std::to_string(generation))};
}

Entries kfd_node_entries(const KfdNode& node) {
  const std::string nodes = "sys/devices/virtual/kfd/kfd/topology/nodes";
  const std::string path = fmt::format("{}/{}", nodes, node.node);
  std::string properties;
  for (const auto& [name, value] : node.properties) properties += name + " " + value + "\n";
  Entries entries = {attribute(path + "/properties", properties),
                     {Entry::Kind::file, path + "/name", node.name + "\n"}};
  // Some captures are without it; the kernel is not.
  if (!node.gpu_id.empty()) entries.push_back(attribute(path + "/gpu_id", node.gpu_id));
  return entries;
}

Entries driver_entries(const Gpu& gpu) {
  const std::string path = in_tree(syspath(gpu.pci));
  Entries entries = driver_entries(gpu.pci);
  if (!has_drm_driver(gpu)) return entries;
  const auto append = [&entries](Entries more) {
    entries.insert(entries.end(), more.begin(), more.end());
  };
  for (const auto& [name, text] : gpu.attributes) {
    entries.push_back(attribute(path + "/" + name, text));
  }
  if (gpu.attributes.contains("ip_discovery/die/0/11/0/major")) {
    entries.push_back({Entry::Kind::link, path + "/ip_discovery/die/0/GC", "11"});
  }
  append(ip_discovery_entries(gpu));
  if (!gpu.hwmon.empty()) append(hwmon_entries(gpu));
  for (const unsigned minor : gpu.partitions) append(partition_entries(minor));
  for (const DrmNode& node : drm_nodes(gpu)) {
    append(drm_entries(node, node.syspath.substr(0, node.syspath.rfind("/drm/"))));
  }
  for (const KfdNode& node : gpu.kfd) append(kfd_node_entries(node));
  return entries;
}

}  // namespace rmcp::testbed
