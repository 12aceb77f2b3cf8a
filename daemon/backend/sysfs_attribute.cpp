// SPDX-License-Identifier: MIT
// Finds a knob's file, reads and writes it, and explains its errors.
#include "daemon/backend/sysfs_attribute.hpp"

#include "lib/sys/file.hpp"

#include <algorithm>
#include <cerrno>

namespace rmcp::backend {
namespace {

constexpr std::string_view kHwmon = "hwmon/";

/// The folder of a knob's file: the device's, or that of its first hwmon device. Empty if there is
/// none.
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

/// A device that is suspending counts as suspended: opening a file now would resume it.
bool is_suspended(const Device& device) {
  const auto status = sys::read_attribute(device.syspath + "/power/runtime_status").value_or("");
  return status == "suspended" || status == "suspending";
}

Reading failure(sys::Errno error) {
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

/// Ends with white space: after a command without it some kernels continue reading, at a null
/// pointer (amdgpu_pm.c:amdgpu_set_pp_power_profile_mode).
sys::Status write_line(const std::string& path, std::string_view line) {
  return sys::write_attribute(path, std::string(line) + "\n");
}

bool may_assign(const Knob& knob, std::string_view name) {
  return name == knob.file.substr(knob.file.rfind('/') + 1) ||
         std::find(knob.companions.begin(), knob.companions.end(), name) != knob.companions.end();
}

/// `pwm1_enable=1`: the codec names the file, the table lists the permitted ones.
sys::Status assign(const std::string& folder, const Knob& knob, std::string_view line) {
  const auto equals = std::min(line.find('='), line.size());
  const auto name = line.substr(0, equals);
  if (equals == line.size() || !may_assign(knob, name)) return sys::Status(EINVAL);
  return write_line(folder + std::string(name), line.substr(equals + 1));
}

}  // namespace

Reading SysfsAttribute::read(const Device& device, const Knob& knob, Wake wake) {
  if (knob.read_wakes && wake == Wake::no && is_suspended(device)) {
    return {.status = Reading::Status::suspended};
  }
  const auto path = path_of(device, knob);
  if (path.empty()) return failure(ENOENT);
  auto text = sys::read_attribute(path);
  if (!text) {
    // Linux 6.1 and 6.12 return EPERM during a reset. 7.3 returns EBUSY then, and EPERM for a
    // sleeping card, which it does not wake for a read: runtime_status distinguishes the two.
    if (text.error() == EPERM && is_suspended(device))
      return {.status = Reading::Status::suspended};
    auto reading = failure(text.error());
    if (reading.status == Reading::Status::absent) read_companions(device, knob, reading);
    return reading;
  }
  Reading reading{.status = Reading::Status::ok, .raw = std::move(*text)};
  read_companions(device, knob, reading);
  return reading;
}

sys::Status SysfsAttribute::write(const Device& device, const Knob& knob, std::string_view bytes) {
  const auto path = path_of(device, knob);
  if (path.empty()) return sys::Status(ENOENT);
  if (knob.write_as == WriteAs::text) return sys::write_attribute(path, bytes);
  const auto folder = path.substr(0, path.rfind('/') + 1);
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto line = bytes.substr(0, end);
    const auto written =
        knob.write_as == WriteAs::lines ? write_line(path, line) : assign(folder, knob, line);
    if (written.failed())
      return written;  // a command after a failed one would start from another state
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return sys::kDone;
}

bool SysfsAttribute::still_bound(const Device& device) {
  return device.binding.epoch != 0 &&
         sys::inode(device.syspath + "/driver") == device.binding.epoch;
}

// drivers/base/bus.c:unbind_store and bind_store, which also takes a device with a driver_override.
sys::Status SysfsAttribute::unbind(const Device& device) {
  return sys::write_attribute(device.syspath + "/driver/unbind", to_string(device.address));
}

sys::Status SysfsAttribute::bind(const Device& device) {
  return sys::write_attribute(device.syspath + "/subsystem/drivers/amdgpu/bind",
                              to_string(device.address));
}

}  // namespace rmcp::backend
