// SPDX-License-Identifier: MIT
// Queries a render node with single ioctls. libdrm_amdgpu's device object would do more: it creates
// a virtual address space, which a daemon that only reads does not need.
#include "daemon/device/drm_info.hpp"

#include "lib/sys/fd.hpp"

#include <fmt/format.h>

#include <libdrm/amdgpu_drm.h>
#include <xf86drm.h>

#include <fcntl.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace rmcp::device {
namespace {

/// drm_amdgpu_info_hw_ip as filled by kernels since 6.1; older headers call the last field padding.
struct HwIp {
  std::uint32_t version_major, version_minor;
  std::uint64_t capabilities;
  std::uint32_t ib_start_alignment, ib_size_alignment, available_rings;
  /// Bits 23:16 major, 15:8 minor, 7:0 revision; 0 on cards without IP discovery.
  std::uint32_t discovery_version;
};
static_assert(offsetof(HwIp, available_rings) == offsetof(drm_amdgpu_info_hw_ip, available_rings));

template <typename Answer>
std::optional<Answer> query(int fd, drm_amdgpu_info request) {
  Answer answer{};
  request.return_pointer = reinterpret_cast<std::uintptr_t>(&answer);
  request.return_size = sizeof(answer);
  if (drmCommandWrite(fd, DRM_AMDGPU_INFO, &request, sizeof(request)) != 0) return std::nullopt;
  return answer;
}

/// Empty if a driver other than amdgpu answers: its ioctls would have another meaning.
std::string version_of(int fd) {
  const std::unique_ptr<drmVersion, decltype(&drmFreeVersion)> version(drmGetVersion(fd),
                                                                       &drmFreeVersion);
  if (!version || std::string_view(version->name) != "amdgpu") return {};
  return fmt::format("{}.{}.{}", version->version_major, version->version_minor,
                     version->version_patchlevel);
}

void ask_device(int fd, DrmInfo& info) {
  drm_amdgpu_info request{};
  request.query = AMDGPU_INFO_DEV_INFO;
  const auto device = query<drm_amdgpu_info_device>(fd, request);
  if (!device || device->device_id == 0) return;
  info.apu = (device->ids_flags & AMDGPU_IDS_FLAGS_FUSION) != 0;
  if (device->cu_active_number != 0) info.compute_units = device->cu_active_number;
}

void ask_memory(int fd, DrmInfo& info) {
  drm_amdgpu_info request{};
  request.query = AMDGPU_INFO_MEMORY;
  const auto memory = query<drm_amdgpu_memory_info>(fd, request);
  if (memory && memory->vram.total_heap_size != 0) info.vram_bytes = memory->vram.total_heap_size;
}

void ask_graphics_core(int fd, DrmInfo& info) {
  drm_amdgpu_info request{};
  request.query = AMDGPU_INFO_HW_IP_INFO;
  request.query_hw_ip.type = AMDGPU_HW_IP_GFX;
  const auto core = query<HwIp>(fd, request);
  if (!core) return;
  const std::uint32_t version = core->discovery_version;
  info.gfx = gfx_from_gc(version >> 16 & 0xff, version >> 8 & 0xff, version & 0xff);
}

}  // namespace

DrmInfo ask_render_node(const std::string& path) {
  DrmInfo info;
  const sys::Fd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd) return info;
  info.driver_version = version_of(fd.get());
  if (info.driver_version.empty()) return info;
  ask_device(fd.get(), info);
  ask_memory(fd.get(), info);
  ask_graphics_core(fd.get(), info);
  return info;
}

}  // namespace rmcp::device
