// SPDX-License-Identifier: MIT
// Takes the place of libc's ioctl in this program, libdrm's calls included.
#include "fake_render_node.hpp"

#include <libdrm/amdgpu_drm.h>
#include <xf86drm.h>

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstring>
#include <utility>

namespace rmcp::device {
namespace {

FakeRenderNode* current = nullptr;

bool is_open_on(int fd, const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 && std::string(target.data(), static_cast<std::size_t>(length)) == path;
}

/// As the kernel: no more than the caller has room for.
void give(const drm_amdgpu_info& request, const void* answer, std::size_t size) {
  std::memcpy(reinterpret_cast<void*>(request.return_pointer), answer,
              std::min<std::size_t>(size, request.return_size));
}

void give_text(char* to, std::size_t& length, const std::string& text) {
  if (to != nullptr) std::memcpy(to, text.data(), std::min(length, text.size()));
  length = text.size();
}

int tell_version(const FakeRenderNode& node, drm_version& version) {
  version.version_major = node.major;
  version.version_minor = node.minor;
  version.version_patchlevel = node.patch;
  give_text(version.name, version.name_len, node.driver);
  give_text(version.date, version.date_len, "0");  // as kernels do that have no date any more
  give_text(version.desc, version.desc_len, "AMD GPU");
  return 0;
}

int refuse() {
  errno = EINVAL;
  return -1;
}

int tell_info(const FakeRenderNode& node, const drm_amdgpu_info& request) {
  if (node.refuse_queries) return refuse();
  if (request.query == AMDGPU_INFO_DEV_INFO) {
    drm_amdgpu_info_device info{};
    info.device_id = node.device_id;
    info.cu_active_number = node.compute_units;
    info.ids_flags = node.ids_flags;
    give(request, &info, sizeof(info));
  } else if (request.query == AMDGPU_INFO_MEMORY) {
    drm_amdgpu_memory_info info{};
    info.vram.total_heap_size = node.vram_bytes;
    give(request, &info, sizeof(info));
  } else if (request.query == AMDGPU_INFO_HW_IP_INFO &&
             request.query_hw_ip.type == AMDGPU_HW_IP_GFX) {
    // uapi: eight words, the last of them ip_discovery_version.
    const std::array<std::uint32_t, 8> info = {10, 3, 0, 0, 256, 32, 1, node.discovery_version};
    give(request, info.data(), sizeof(info));
  } else {
    return refuse();
  }
  return 0;
}

}  // namespace

FakeRenderNode::FakeRenderNode(std::string node_path) : path(std::move(node_path)) {
  current = this;
}

FakeRenderNode::~FakeRenderNode() { current = nullptr; }

int FakeRenderNode::answer(unsigned long request, void* argument) const {
  if (_IOC_NR(request) == _IOC_NR(DRM_IOCTL_VERSION))
    return tell_version(*this, *static_cast<drm_version*>(argument));
  if (_IOC_NR(request) == DRM_COMMAND_BASE + DRM_AMDGPU_INFO)
    return tell_info(*this, *static_cast<drm_amdgpu_info*>(argument));
  return refuse();
}

}  // namespace rmcp::device

extern "C" int ioctl(int fd, unsigned long request, ...) noexcept {
  va_list list;
  va_start(list, request);
  void* argument = va_arg(list, void*);
  va_end(list);
  using rmcp::device::current;
  if (current != nullptr && rmcp::device::is_open_on(fd, current->path))
    return current->answer(request, argument);
  return static_cast<int>(::syscall(SYS_ioctl, fd, request, argument));
}
