// SPDX-License-Identifier: MIT
// Checks for programs and displays, then writes to `remove`.
#include "daemon/engine/eject.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <charconv>

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

/// Audio functions of the same slot: the card's HDMI and DisplayPort audio.
std::vector<std::string> audio_functions(const Device& device) {
  constexpr std::string_view kAudio = "0x0403";
  const auto slash = device.syspath.rfind('/');
  const auto folder = device.syspath.substr(0, slash), own = device.syspath.substr(slash + 1);
  const auto slot = own.substr(0, own.rfind('.') + 1);
  std::vector<std::string> out;
  for (const auto& name : sys::list_directory(folder)) {
    if (name == own || !name.starts_with(slot)) continue;
    const auto path = folder + "/" + name;
    if (sys::read_attribute(path + "/class").value_or("").starts_with(kAudio)) out.push_back(path);
  }
  return out;
}

}  // namespace

std::string why_not_eject(const sys::Paths& paths, const Device& device) {
  if (!device.placement.external.value_or(false)) return "not an external card";
  if (const auto pid = kfd_user(paths, device); !pid.empty())
    return fmt::format("in use: process {} computes on it", pid);
  if (const auto connector = lit_connector(device); !connector.empty())
    return fmt::format("in use: it drives a display on {}", connector);
  return {};
}

std::string eject(const Device& device) {
  auto functions = audio_functions(device);
  functions.push_back(device.syspath);
  for (const auto& path : functions) {
    if (const auto removed = sys::write_attribute(path + "/remove", "1"); removed.failed())
      return fmt::format("{}/remove: {}", path, sys::describe_errno(removed.error()));
  }
  return {};
}

}  // namespace rmcp::engine
