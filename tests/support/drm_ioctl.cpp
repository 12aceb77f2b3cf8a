// SPDX-License-Identifier: MIT
// DRM_IOCTL_VERSION and DRM_AMDGPU_INFO of a simulated card.
#include "drm_ioctl.hpp"

#include <libdrm/amdgpu_drm.h>
#include <libdrm/drm.h>

#include <sys/ioctl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace rmcp::testbed {
namespace {

template <typename Answer>
std::vector<std::byte> cut(const Answer& answer, std::size_t size) {
  std::vector<std::byte> bytes(size);
  std::memcpy(bytes.data(), &answer, std::min(size, sizeof answer));
  return bytes;
}

drm_amdgpu_info_device device_info(const Gpu& gpu) {
  drm_amdgpu_info_device info{};
  info.device_id = gpu.pci.device;
  info.pci_rev = gpu.pci.revision;
  info.external_rev = gpu.pci.revision;
  info.ids_flags = gpu.drm.apu ? AMDGPU_IDS_FLAGS_FUSION : 0;
  info.cu_active_number = gpu.drm.compute_units;
  return info;
}

drm_amdgpu_memory_info memory_info(const Gpu& gpu) {
  drm_amdgpu_memory_info info{};
  for (drm_amdgpu_heap_info* heap : {&info.vram, &info.cpu_accessible_vram}) {
    heap->total_heap_size = heap->usable_heap_size = heap->max_allocation = gpu.drm.vram_bytes;
  }
  info.gtt.total_heap_size = info.gtt.usable_heap_size = gpu.drm.gtt_bytes;
  return info;
}

std::optional<std::vector<std::byte>> ip_info(const Gpu& gpu, std::uint32_t type,
                                              std::size_t size) {
  if (type != AMDGPU_HW_IP_GFX) return std::nullopt;
  unsigned major = 0;
  unsigned minor = 0;
  unsigned revision = 0;
  std::sscanf(gpu.gc.c_str(), "%u.%u.%u", &major, &minor, &revision);
  drm_amdgpu_info_hw_ip info{};
  info.hw_ip_version_major = major;
  info.hw_ip_version_minor = minor;
  info.available_rings = 1;
  // The discovery version follows; older headers call it padding.
  const std::uint32_t version = major << 16 | minor << 8 | revision;
  constexpr auto kAt = offsetof(drm_amdgpu_info_hw_ip, available_rings) + sizeof(std::uint32_t);
  static_assert(kAt + sizeof version == sizeof info);
  std::memcpy(reinterpret_cast<char*>(&info) + kAt, &version, sizeof version);
  return cut(info, size);
}

template <typename Structure>
Structure copy_of(const UMockdevIoctlData* data) {
  Structure copy{};
  const auto length = static_cast<std::size_t>(data->data_len);
  std::memcpy(&copy, data->data, std::min(length, sizeof copy));
  return copy;
}

UMockdevIoctlData* resolve(UMockdevIoctlData* data, std::size_t offset, std::size_t size) {
  GError* error = nullptr;
  UMockdevIoctlData* resolved = umockdev_ioctl_data_resolve(data, offset, size, &error);
  g_clear_error(&error);
  return resolved;
}

void update(UMockdevIoctlData* data, std::size_t offset, const void* bytes, std::size_t size) {
  std::vector<guint8> copy(size);
  std::memcpy(copy.data(), bytes, size);
  umockdev_ioctl_data_update(data, offset, copy.data(), static_cast<gint>(size));
}

// The first call asks for lengths with null pointers, the second brings the room.
void answer_string(UMockdevIoctlData* version, std::size_t length_at, std::size_t pointer_at,
                   std::size_t room, std::string_view text) {
  const std::size_t size = std::min(room, text.size());
  if (size > 0) {
    if (UMockdevIoctlData* target = resolve(version, pointer_at, size)) {
      update(target, 0, text.data(), size);
      umockdev_ioctl_data_unref(target);
    }
  }
  const std::size_t length = text.size();
  update(version, length_at, &length, sizeof length);
}

}  // namespace

std::optional<std::vector<std::byte>> answer_info(const Gpu& gpu, std::uint32_t query,
                                                  std::uint32_t ip_type, std::size_t size) {
  switch (query) {
    case AMDGPU_INFO_ACCEL_WORKING:
      return cut(std::uint32_t{1}, size);
    case AMDGPU_INFO_DEV_INFO:
      return cut(device_info(gpu), size);
    case AMDGPU_INFO_MEMORY:
      return cut(memory_info(gpu), size);
    case AMDGPU_INFO_VRAM_GTT:
      return cut(
          drm_amdgpu_info_vram_gtt{gpu.drm.vram_bytes, gpu.drm.vram_bytes, gpu.drm.gtt_bytes},
          size);
    case AMDGPU_INFO_HW_IP_INFO:
      return ip_info(gpu, ip_type, size);
    default:
      return std::nullopt;
  }
}

namespace {

long serve_version(const Gpu& gpu, UMockdevIoctlData* version) {
  const auto request = copy_of<drm_version>(version);
  drm_version numbers = request;
  numbers.version_major = gpu.drm.major;
  numbers.version_minor = gpu.drm.minor;
  numbers.version_patchlevel = 0;
  update(version, 0, &numbers, offsetof(drm_version, name_len));
  answer_string(version, offsetof(drm_version, name_len), offsetof(drm_version, name),
                request.name_len, gpu.pci.driver);
  answer_string(version, offsetof(drm_version, date_len), offsetof(drm_version, date),
                request.date_len, "20150101");
  answer_string(version, offsetof(drm_version, desc_len), offsetof(drm_version, desc),
                request.desc_len, "AMD GPU");
  return 0;
}

long serve_info(const Gpu& gpu, UMockdevIoctlData* data) {
  const auto request = copy_of<drm_amdgpu_info>(data);
  const auto answer =
      answer_info(gpu, request.query, request.query_hw_ip.type, request.return_size);
  if (!answer) return EINVAL;
  UMockdevIoctlData* target =
      resolve(data, offsetof(drm_amdgpu_info, return_pointer), answer->size());
  if (target == nullptr) return EFAULT;
  update(target, 0, answer->data(), answer->size());
  umockdev_ioctl_data_unref(target);
  return 0;
}

}  // namespace

long serve_drm_ioctl(const Gpu& gpu, UMockdevIoctlClient* client) {
  const gulong request = umockdev_ioctl_client_get_request(client);
  UMockdevIoctlData* argument =
      resolve(umockdev_ioctl_client_get_arg(client), 0, _IOC_SIZE(request));
  if (argument == nullptr) return EFAULT;
  long error = EINVAL;
  if (_IOC_NR(request) == _IOC_NR(DRM_IOCTL_VERSION)) error = serve_version(gpu, argument);
  if (_IOC_NR(request) == DRM_COMMAND_BASE + DRM_AMDGPU_INFO) error = serve_info(gpu, argument);
  umockdev_ioctl_data_unref(argument);
  return error;
}

}  // namespace rmcp::testbed
