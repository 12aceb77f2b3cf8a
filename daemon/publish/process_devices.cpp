// SPDX-License-Identifier: MIT
// Turns device views into the devices of a process request.
#include "daemon/publish/process_devices.hpp"

#include "lib/start/default_devices.hpp"

#include <algorithm>
#include <set>

namespace rmcp::publish {
namespace {

std::vector<ProcessDevice> process_devices(const std::vector<const DeviceView*>& views) {
  std::vector<ProcessDevice> out;
  for (const auto* view : views) out.push_back(process_device(*view));
  return out;
}

}  // namespace

ProcessDevice process_device(const DeviceView& view) {
  ProcessDevice out;
  out.address = view.device.address;
  out.label = names_of(view).front();
  out.gfx = view.device.gfx;
  out.apu = view.device.apu.value_or(false);
  out.unique_id = view.device.unique_id;
  out.settling = view.state == State::settling;
  if (view.device.managed() && view.state != State::absent)
    for (const auto& node : view.device.kfd_nodes) out.render_minors.push_back(node.render_minor);
  out.published = view.published;
  if (view.library.use == LibraryChoice::Use::set) out.set = view.set;
  if (view.library.use == LibraryChoice::Use::refused) out.library_problem = view.library.problem;
  return out;
}

ProcessDevice without_libraries(ProcessDevice device) {
  device.set.reset();
  device.library_problem.clear();
  return device;
}

std::vector<std::string> names_of(const DeviceView& view) {
  std::vector<std::string> out;
  if (!view.device.alias.empty() && view.alias_shared_with.empty())
    out.push_back(view.device.alias);
  out.push_back(to_string(view.device.address));
  return out;
}

std::vector<const DeviceView*> default_devices(const std::vector<const DeviceView*>& views) {
  std::vector<const DeviceView*> out;
  for (const auto place : rmcp::default_devices(process_devices(views)))
    out.push_back(views[place]);
  return out;
}

std::string why_no_default_device(const std::vector<const DeviceView*>& views) {
  return rmcp::why_no_default_device(process_devices(views));
}

KfdView view_of(const std::vector<const DeviceView*>& views,
                const std::vector<unsigned>& cpu_nodes) {
  std::map<unsigned, KfdView::Node> by_number;
  for (const auto number : cpu_nodes) by_number[number] = {};
  for (const auto* view : views)
    for (const auto& node : view->device.kfd_nodes)
      by_number[node.node] = {true, node.render_minor};
  KfdView out;
  for (const auto& [number, node] : by_number) out.nodes.push_back(node);
  return out;
}

ProcessRuntime runtime_of(const ProcessDevice& device, const std::string& otherwise) {
  if (!device.set) return {otherwise, "", std::nullopt};
  ProcessRuntime out{"library set " + device.set->name, device.set->rocm_version, std::nullopt};
  std::set<std::string> targets;
  for (const auto& code : device.set->code)
    targets.insert(code.targets.begin(), code.targets.end());
  if (!targets.empty()) out.targets.emplace(targets.begin(), targets.end());
  return out;
}

}  // namespace rmcp::publish
