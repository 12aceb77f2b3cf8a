// SPDX-License-Identifier: MIT
// A render node that answers amdgpu's queries: stands in for the kernel at the ioctl(2) call.
#pragma once
#include <cstdint>
#include <string>

namespace rmcp::device {

/// While it lives, ioctls on files opened at `path` are answered from its members; those on other
/// files reach the kernel. One at a time.
class FakeRenderNode {
 public:
  explicit FakeRenderNode(std::string node_path);
  ~FakeRenderNode();
  FakeRenderNode(const FakeRenderNode&) = delete;
  FakeRenderNode& operator=(const FakeRenderNode&) = delete;

  /// What the ioctl returns: 0, or -1 with errno set.
  int answer(unsigned long request, void* argument) const;

  std::string path;
  std::string driver = "amdgpu";
  int major = 3, minor = 57, patch = 0;
  bool refuse_queries = false;  // only the version is told
  std::uint32_t device_id = 0x73ff;
  std::uint64_t ids_flags = 0;
  std::uint32_t compute_units = 0;
  std::uint64_t vram_bytes = 0;
  std::uint32_t discovery_version = 0;  // major << 16 | minor << 8 | revision
};

}  // namespace rmcp::device
