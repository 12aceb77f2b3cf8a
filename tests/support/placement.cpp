// SPDX-License-Identifier: MIT
// Distinct numbers for the cards of a machine.
#include "placement.hpp"

#include <stdexcept>

namespace rmcp::testbed {
namespace {

unsigned desired_value(std::set<unsigned>& taken, unsigned wanted) {
  while (!taken.insert(wanted).second) ++wanted;
  return wanted;
}

// The partition stands in the function bits of a node's location.
void move_node(KfdNode& node, const PciAddress& from, const PciAddress& to) {
  const auto partition = node.number("location_id") - location_id(from);
  node.set("location_id", location_id(to) + partition);
}

}  // namespace

void Placement::place_address(Gpu& gpu) {
  const PciAddress wanted = gpu.pci.address;
  while (!addresses_.insert(gpu.pci.address).second) {
    if (gpu.pci.address.bus == 0xff) throw std::runtime_error("no free PCI bus");
    ++gpu.pci.address.bus;
  }
  if (gpu.pci.address == wanted) return;
  for (KfdNode& node : gpu.kfd) move_node(node, wanted, gpu.pci.address);
}

void Placement::place_kfd(Gpu& gpu) {
  std::size_t partition = 0;
  for (KfdNode& node : gpu.kfd) {
    node.node = desired_value(nodes_, 0);
    if (partition == 0 && gpu.render) node.set("drm_render_minor", *gpu.render);
    if (partition > 0) node.set("drm_render_minor", gpu.partitions.at(partition - 1));
    ++partition;
  }
}

void Placement::place(MachineFile& machine) {
  for (const PciFunction& other : machine.others) addresses_.insert(other.address);
  for (KfdNode& cpu : machine.cpus) cpu.node = desired_value(nodes_, 0);
  for (Gpu& gpu : machine.gpus) {
    place_address(gpu);
    if (gpu.card) gpu.card = desired_value(minors_, *gpu.card);
    if (gpu.render) gpu.render = desired_value(minors_, *gpu.render);
    for (unsigned& minor : gpu.partitions) minor = desired_value(minors_, minor);
    if (!gpu.hwmon.empty()) gpu.hwmon_number = desired_value(hwmons_, 1);
    place_kfd(gpu);
  }
}

void Placement::release(const Gpu& gpu) {
  addresses_.erase(gpu.pci.address);
  if (gpu.card) minors_.erase(*gpu.card);
  if (gpu.render) minors_.erase(*gpu.render);
  for (const unsigned minor : gpu.partitions) minors_.erase(minor);
  if (!gpu.hwmon.empty()) hwmons_.erase(gpu.hwmon_number);
  for (const KfdNode& node : gpu.kfd) nodes_.erase(node.node);
}

}  // namespace rmcp::testbed
