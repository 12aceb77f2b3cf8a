// SPDX-License-Identifier: MIT
// The part of a device's view that matters for the start of a program.
#include "lib/records/process_device.hpp"

namespace rmcp {

ProcessDevice process_device(const DeviceView& view) {
  ProcessDevice out;
  out.address = view.device.address;
  out.label = names_of(view).front();
  out.gfx = view.device.gfx;
  out.apu = view.device.placement.apu.value_or(false);
  out.unique_id = view.device.identity.unique_id;
  out.settling = view.state == State::settling;
  if (view.device.managed() && view.state != State::absent)
    for (const auto& node : view.device.nodes.kfd) out.render_minors.push_back(node.render_minor);
  out.published = view.published;
  for (const auto& [name, setting] : view.desired.settings)
    if (view.published.contains(name)) out.origins[name] = short_form(setting.origin);
  if (view.library.use == LibraryChoice::Use::set) out.set = view.set;
  if (view.library.use == LibraryChoice::Use::refused) out.library_problem = view.library.problem;
  return out;
}

std::vector<ProcessDevice> process_devices(std::span<const DeviceView> views) {
  std::vector<ProcessDevice> out;
  for (const auto& view : views) out.push_back(process_device(view));
  return out;
}

std::vector<std::string> names_of(const DeviceView& view) {
  std::vector<std::string> out;
  if (!view.device.alias.empty() && view.alias_shared_with.empty())
    out.push_back(view.device.alias);
  out.push_back(to_string(view.device.address));
  return out;
}

}  // namespace rmcp
