// SPDX-License-Identifier: MIT
// Where a knob's file is, and what its errors mean.
#include "backend/sysfs_attribute.hpp"

#include "sys/file.hpp"

#include <cerrno>

namespace rmcp::backend {
namespace {

constexpr std::string_view kHwmon = "hwmon/";

/// The folder of a knob's file: the device's, or that of its first hwmon device. Empty: not there.
std::string folder_of(const Device& device, const Knob& knob) {
  if (!knob.file.starts_with(kHwmon)) return device.syspath;
  const auto parent = device.syspath + "/hwmon";
  for (const auto& name : sys::list_directory(parent)) {
    if (name.starts_with("hwmon")) return parent + "/" + name;
  }
  return {};
}

std::string path_of(const Device& device, const Knob& knob) {
  const auto folder = folder_of(device, knob);
  auto file = knob.file;
  if (file.starts_with(kHwmon)) file.remove_prefix(kHwmon.size());
  return folder.empty() ? std::string() : folder + "/" + std::string(file);
}

bool is_suspended(const Device& device) {
  return sys::read_attribute(device.syspath + "/power/runtime_status").value_or("") == "suspended";
}

Reading failure(int error) {
  const bool absent = error == ENOENT || error == ENODEV || error == ENXIO;
  return {.status = absent ? Reading::Status::absent : Reading::Status::failed,
          .error = error,
          .message = sys::describe_errno(error)};
}

void read_companions(const Device& device, const Knob& knob, Reading& reading) {
  const auto folder = folder_of(device, knob) + "/";
  for (const auto name : knob.companions) {
    auto text = sys::read_attribute(folder + std::string(name));
    if (text) reading.companions.emplace(name, std::move(*text));
  }
}

}  // namespace

Reading SysfsAttribute::read(const Device& device, const Knob& knob, Wake wake) {
  if (knob.read_wakes && wake == Wake::no && is_suspended(device)) {
    return {.status = Reading::Status::suspended};
  }
  const auto path = path_of(device, knob);
  if (path.empty()) return failure(ENOENT);
  auto text = sys::read_attribute(path);
  if (!text) return failure(text.error());
  Reading reading{.status = Reading::Status::ok, .raw = std::move(*text)};
  read_companions(device, knob, reading);
  return reading;
}

int SysfsAttribute::write(const Device& device, const Knob& knob, std::string_view bytes) {
  const auto path = path_of(device, knob);
  return path.empty() ? ENOENT : sys::write_attribute(path, bytes);
}

bool SysfsAttribute::still_bound(const Device& device) {
  return device.bind_epoch != 0 && sys::inode(device.syspath + "/driver") == device.bind_epoch;
}

}  // namespace rmcp::backend
