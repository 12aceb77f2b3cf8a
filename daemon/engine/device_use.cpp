// SPDX-License-Identifier: MIT
// Looks for processes of KFD and for displays.
#include "daemon/engine/device_use.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

namespace rmcp::engine {
namespace {

/// A process that has memory on the GPU through KFD, or 0.
std::string kfd_user(const sys::Paths& paths, const Device& device) {
  const auto folder = paths.sys + "/class/kfd/kfd/proc";
  for (const auto& pid : sys::list_directory(folder)) {
    for (const auto& node : device.nodes.kfd) {
      const auto bytes =
          sys::read_attribute(fmt::format("{}/{}/vram_{}", folder, pid, node.gpu_id));
      if (bytes && !bytes->empty() && *bytes != "0") return pid;
    }
  }
  return {};
}

/// A connector that drives a display. Its files show the driver's knowledge; nothing is probed.
std::string lit_connector(const Device& device) {
  if (device.nodes.card.empty()) return {};
  const auto folder = fmt::format("{}/drm/{}", device.syspath, device.nodes.card);
  const auto prefix = device.nodes.card + "-";
  for (const auto& name : sys::list_directory(folder)) {
    if (!name.starts_with(prefix)) continue;
    const auto base = folder + "/" + name;
    const bool lit = sys::read_attribute(base + "/status") == "connected" &&
                     sys::read_attribute(base + "/enabled") == "enabled";
    if (lit) return name.substr(prefix.size());
  }
  return {};
}

}  // namespace

std::string device_use(const sys::Paths& paths, const Device& device) {
  if (const auto pid = kfd_user(paths, device); !pid.empty())
    return fmt::format("in use: process {} computes on it", pid);
  if (const auto connector = lit_connector(device); !connector.empty())
    return fmt::format("in use: it drives a display on {}", connector);
  return {};
}

}  // namespace rmcp::engine
