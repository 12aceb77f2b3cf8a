// SPDX-License-Identifier: MIT
// Selects by unique id, else by the runtime's index.
#include "lib/start/device_selection.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

constexpr std::string_view kSelect = "ROCR_VISIBLE_DEVICES";
/// They count the cards that kSelect leaves, or mean the same by another name.
constexpr std::string_view kOtherSelectors[] = {"HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES",
                                                "GPU_DEVICE_ORDINAL"};

/// A unique id does not identify a single GPU if a card is split into partitions (ROCR-Runtime
/// core/runtime/amd_filter_device.cpp).
std::string uuid_of(const ProcessDevice& device) {
  const bool one = device.render_minors.size() == 1;
  return device.unique_id && one ? fmt::format("GPU-{:016x}", *device.unique_id) : std::string();
}

/// Its indices among the GPUs that the process may see.
std::vector<std::string> indices_of(const ProcessDevice& device, const KfdView& view) {
  std::vector<std::string> indices;
  unsigned index = 0;
  for (const auto& node : view.nodes) {
    if (!node.gpu) continue;
    const auto& minors = device.render_minors;
    if (std::find(minors.begin(), minors.end(), node.render_minor) != minors.end())
      indices.push_back(fmt::format("{}", index));
    ++index;
  }
  return indices;
}

std::string labels_of(const std::vector<ProcessDevice>& devices) {
  std::vector<std::string> labels;
  for (const auto& device : devices) labels.push_back(device.label);
  return fmt::format("{}", fmt::join(labels, ", "));
}

}  // namespace

bool add_selection(const ProcessRequest& request, ProcessEnvironment& environment) {
  if (request.alone) return true;
  std::vector<std::string> names;
  for (const auto& device : request.devices) {
    if (auto uuid = uuid_of(device); !uuid.empty()) {
      names.push_back(std::move(uuid));
      continue;
    }
    if (request.lasting) {
      environment.notes.push_back(
          fmt::format("{}: it has no unique id, so only an index could "
                      "select it, and indices change with every plug",
                      device.label));
      return true;
    }
    const auto indices = indices_of(device, request.view);
    if (indices.empty())
      return environment.fail(device,
                              {Obstacle::node_hidden, "KFD does not show it to this process"});
    names.insert(names.end(), indices.begin(), indices.end());
  }
  environment.put(kSelect, fmt::format("{}", fmt::join(names, ",")), labels_of(request.devices));
  for (const auto other : kOtherSelectors)
    environment.unset.emplace(other, fmt::format("{} decides", kSelect));
  return true;
}

bool selects_devices(std::string_view variable) {
  const auto* end = std::end(kOtherSelectors);
  return variable == kSelect || std::find(std::begin(kOtherSelectors), end, variable) != end;
}

}  // namespace rmcp
