// SPDX-License-Identifier: MIT
// Answers DRM ioctls on a GPU's nodes as amdgpu would.
#pragma once
#include "machine_file.hpp"

#include <umockdev-1.0/umockdev.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace rmcp::testbed {

/// The answer to a DRM_AMDGPU_INFO query, cut or filled with zeros to `size`; nothing for a query
/// that is not known: EINVAL then. Pure.
std::optional<std::vector<std::byte>> answer_info(const Gpu& gpu, std::uint32_t query,
                                                  std::uint32_t ip_type, std::size_t size);

/// Answers one ioctl of `client`; returns the errno, 0 when it succeeded.
long serve_drm_ioctl(const Gpu& gpu, UMockdevIoctlClient* client);

}  // namespace rmcp::testbed
