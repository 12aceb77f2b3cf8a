// SPDX-License-Identifier: MIT
// Checks for programs and displays, then writes to `remove`.
#include "daemon/engine/eject.hpp"

#include "daemon/engine/device_use.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

namespace rmcp::engine {
namespace {

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
  return device_use(paths, device);
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
