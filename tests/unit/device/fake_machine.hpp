// SPDX-License-Identifier: MIT
// A sysfs tree of real files in a temporary folder, with what the probe reads and nothing more.
#pragma once
#include "lib/sys/paths.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace rmcp::device {

class FakeMachine {
 public:
  FakeMachine();
  ~FakeMachine();
  FakeMachine(const FakeMachine&) = delete;
  FakeMachine& operator=(const FakeMachine&) = delete;

  const sys::Paths& paths() const { return paths_; }
  std::string path(std::string_view below) const {
    return root_.string() + "/" + std::string(below);
  }

  /// A PCI function with vendor 0x1002, at `chain` below /sys/devices ("pci0000:00/0000:03:00.0").
  /// Returns its sysfs path. No driver is bound.
  std::string add_gpu(const std::string& chain, std::string_view device_id = "0x73ff");
  /// As the kernel does it: a new link to the driver each time.
  void bind(const std::string& syspath, const std::string& driver);
  /// A DRM node of the device, with an empty file in /dev/dri. Returns the file's path.
  std::string add_drm_node(const std::string& syspath, const std::string& name);
  /// A graphics core version below ip_discovery, with `GC` as a link like amdgpu makes it.
  void add_gc(const std::string& syspath, unsigned major, unsigned minor, unsigned revision);
  void add_kfd_node(unsigned node, std::uint32_t gpu_id, const std::string& properties);

  /// Writes a file, with its folders. The path is absolute.
  static void write(const std::string& path, std::string_view text);

 private:
  std::filesystem::path root_;
  sys::Paths paths_;
};

}  // namespace rmcp::device
