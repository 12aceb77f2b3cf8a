// SPDX-License-Identifier: MIT
// Files of the device by the backend, and those of the module.
#include "daemon/engine/knob_readings.hpp"

#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::engine {
namespace {

Reading read_parameter_file(const sys::Paths& paths, const ModuleParameter& parameter) {
  Reading reading;
  const auto file = fmt::format("{}/module/amdgpu/parameters/{}", paths.sys, parameter.name());
  const auto text = sys::read_attribute(file);
  if (!text) return reading;
  reading.status = Reading::Status::ok;
  reading.raw = *text;
  return reading;
}

KnobReading read_parameter(const KnobSource& source, const Knob& knob) {
  const auto& parameter = module_parameter_of(knob);
  const auto normal = default_on(parameter, parse_kernel_version(source.machine.kernel));
  return {&knob, read_parameter_file(source.paths, parameter), std::string(normal.value_or(""))};
}

KnobReading read_knob(const KnobSource& source, const Knob& knob) {
  source.control.step();
  if (knob.kind == KnobKind::parameter) return read_parameter(source, knob);
  return {&knob, source.backend.read(source.device, knob, backend::Wake::no)};
}

}  // namespace

std::vector<KnobReading> read_knobs(const KnobSource& source,
                                    const std::vector<std::string>& wanted) {
  std::vector<KnobReading> out;
  for (const auto& knob : knobs()) {
    const bool named =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), knob.name) != wanted.end();
    if (named && !is_published(knob)) out.push_back(read_knob(source, knob));
  }
  return out;
}

}  // namespace rmcp::engine
