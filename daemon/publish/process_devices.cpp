// SPDX-License-Identifier: MIT
// The devices of generated files.
#include "daemon/publish/process_devices.hpp"

#include "lib/start/default_devices.hpp"

#include <algorithm>
#include <set>

namespace rmcp::publish {
namespace {

std::vector<ProcessDevice> as_process_devices(const std::vector<const DeviceView*>& views) {
  std::vector<ProcessDevice> out;
  for (const auto* view : views) out.push_back(process_device(*view));
  return out;
}

}  // namespace

ProcessDevice without_libraries(ProcessDevice device) {
  device.set.reset();
  device.library_problem.clear();
  return device;
}

std::vector<const DeviceView*> default_devices(const std::vector<const DeviceView*>& views) {
  std::vector<const DeviceView*> out;
  for (const auto place : rmcp::default_devices(as_process_devices(views)))
    out.push_back(views[place]);
  return out;
}

Hindrance why_no_default_device(const std::vector<const DeviceView*>& views) {
  return rmcp::why_no_default_device(as_process_devices(views));
}

KfdView view_of(const std::vector<const DeviceView*>& views,
                const std::vector<unsigned>& cpu_nodes) {
  std::map<unsigned, KfdView::Node> by_number;
  for (const auto number : cpu_nodes) by_number[number] = {};
  for (const auto* view : views)
    for (const auto& node : view->device.nodes.kfd)
      by_number[node.node] = {true, node.render_minor};
  KfdView out;
  for (const auto& [number, node] : by_number) out.nodes.push_back(node);
  return out;
}

ProcessRuntime runtime_of(const ProcessDevice& device, const std::string& otherwise) {
  if (!device.set) return {.from = otherwise};
  ProcessRuntime out{.from = "library set " + device.set->name,
                     .version = device.set->rocm_version,
                     .is_rocm = true};
  if (auto code = code_of(*device.set); !code.empty()) out.code = std::move(code);
  return out;
}

}  // namespace rmcp::publish
