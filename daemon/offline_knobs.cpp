// SPDX-License-Identifier: MIT
// Files of the device and of the module, through the daemon's own backend.
#include "daemon/offline_knobs.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/device/probe.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/records/knob_reading.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

Reading read_parameter(const sys::Paths& paths, const ModuleParameter& parameter) {
  Reading reading;
  const auto file = fmt::format("{}/module/amdgpu/parameters/{}", paths.sys, parameter.name());
  const auto text = sys::read_attribute(file);
  if (!text) return reading;
  reading.status = Reading::Status::ok;
  reading.raw = *text;
  return reading;
}

Record described_parameter(const sys::Paths& paths, const Knob& knob,
                           std::optional<KernelVersion> kernel) {
  const auto& parameter = module_parameter_of(knob);
  const auto reading = read_parameter(paths, parameter);
  return describe(
      KnobReading{knob, reading, std::string(default_on(parameter, kernel).value_or(""))});
}

}  // namespace

std::vector<Record> read_knobs(const sys::Paths& paths, const Device& device) {
  backend::SysfsAttribute backend;
  const auto kernel = parse_kernel_version(device::read_machine(paths).kernel);
  std::vector<Record> out;
  for (const auto& knob : knobs()) {
    if (is_published(knob)) continue;
    if (knob.kind == KnobKind::parameter) {
      out.push_back(described_parameter(paths, knob, kernel));
      continue;
    }
    const auto reading = backend.read(device, knob, backend::Wake::no);
    out.push_back(describe(KnobReading{knob, reading}));
  }
  return out;
}

}  // namespace rmcp
