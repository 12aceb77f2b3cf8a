// SPDX-License-Identifier: MIT
// Answers DRM ioctls on a GPU's nodes as amdgpu would.
#pragma once
#include "machine_file.hpp"

#include <umockdev-1.0/umockdev.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace rmcp::testbed {

/// The answer to a DRM_AMDGPU_INFO query, cut or filled with zeros to `size`; nothing for a query
/// that is not known: EINVAL then. Pure.
std::optional<std::vector<std::byte>> answer_info(const Gpu& gpu, std::uint32_t query,
                                                  std::uint32_t ip_type, std::size_t size);

/// Serves one GPU's nodes until destroyed; needs the main loop to run.
class DrmService {
 public:
  /// `on_use` is called when somebody talks to a node: that wakes a GPU.
  DrmService(const Gpu& gpu, std::function<void()> on_use);
  ~DrmService();
  DrmService(const DrmService&) = delete;
  DrmService& operator=(const DrmService&) = delete;

  UMockdevIoctlBase* handler() const { return handler_; }

 private:
  static gboolean on_ioctl(UMockdevIoctlBase* base, UMockdevIoctlClient* client, void* self);
  long serve(UMockdevIoctlClient* client);
  long serve_version(UMockdevIoctlData* version) const;
  long serve_info(UMockdevIoctlData* request) const;

  Gpu gpu_;
  std::function<void()> on_use_;
  UMockdevIoctlBase* handler_;
};

}  // namespace rmcp::testbed
