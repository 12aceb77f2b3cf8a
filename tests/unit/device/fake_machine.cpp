// SPDX-License-Identifier: MIT
// Builds and removes the tree.
#include "fake_machine.hpp"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>

namespace rmcp::device {

namespace fs = std::filesystem;

FakeMachine::FakeMachine() {
  std::string name = fs::temp_directory_path().string() + "/rmcp-device-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp: " + name);
  root_ = name;
  paths_.sys = path("sys");
  paths_.proc = path("proc");
  paths_.dev = path("dev");
  paths_.amdgpu_ids = path("amdgpu.ids");
  paths_.pci_ids = {path("misc/pci.ids"), path("hwdata/pci.ids")};
}

FakeMachine::~FakeMachine() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

std::string FakeMachine::add_gpu(const std::string& chain, std::string_view device_id) {
  const std::string syspath = paths_.sys + "/devices/" + chain;
  write(syspath + "/vendor", "0x1002\n");
  write(syspath + "/device", std::string(device_id) + "\n");
  write(syspath + "/subsystem_vendor", "0x1458\n");
  write(syspath + "/subsystem_device", "0x2334\n");
  write(syspath + "/class", "0x030000\n");
  write(syspath + "/revision", "0xc7\n");
  const fs::path bus = paths_.sys + "/bus/pci/devices";
  fs::create_directories(bus);
  fs::create_directory_symlink(syspath, bus / fs::path(syspath).filename());
  return syspath;
}

void FakeMachine::bind(const std::string& syspath, const std::string& driver) {
  const std::string folder = paths_.sys + "/bus/pci/drivers/" + driver;
  fs::create_directories(folder);
  fs::create_directory_symlink(folder, syspath + "/driver");
}

std::string FakeMachine::add_drm_node(const std::string& syspath, const std::string& name) {
  fs::create_directories(syspath + "/drm/" + name);
  const std::string node = paths_.dev + "/dri/" + name;
  write(node, "");
  return node;
}

void FakeMachine::add_gc(const std::string& syspath, unsigned major, unsigned minor,
                         unsigned revision) {
  const std::string die = syspath + "/ip_discovery/die/0";
  write(die + "/11/0/major", std::to_string(major) + "\n");
  write(die + "/11/0/minor", std::to_string(minor) + "\n");
  write(die + "/11/0/revision", std::to_string(revision) + "\n");
  fs::create_directory_symlink("11", die + "/GC");
}

void FakeMachine::add_kfd_node(unsigned node, std::uint32_t gpu_id, const std::string& properties) {
  const std::string folder = paths_.sys + "/class/kfd/kfd/topology/nodes/" + std::to_string(node);
  write(folder + "/gpu_id", std::to_string(gpu_id) + "\n");
  write(folder + "/properties", properties);
}

void FakeMachine::write(const std::string& path, std::string_view text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace rmcp::device
