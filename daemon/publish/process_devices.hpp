// SPDX-License-Identifier: MIT
// Devices as programs are started on them, for what is written ahead of any start.
#pragma once
#include "lib/records/process_device.hpp"

#include <string>
#include <vector>

namespace rmcp::publish {

/// The device in a process that gets none of the libraries: a set that cannot be used is no matter.
ProcessDevice without_libraries(ProcessDevice device);

/// Those that are meant when none is named, see lib/start/default_devices.hpp.
std::vector<const DeviceView*> default_devices(const std::vector<const DeviceView*>& views);

/// The reason for people when there is none.
std::string why_no_default_device(const std::vector<const DeviceView*>& views);

/// The KFD nodes that a process sees which has been given these GPUs only: processors come with
/// every thunk. `cpu_nodes` are their numbers.
KfdView view_of(const std::vector<const DeviceView*>& views,
                const std::vector<unsigned>& cpu_nodes);

/// A program that runs on the set of the device, or on whatever it brings.
ProcessRuntime runtime_of(const ProcessDevice& device, const std::string& otherwise);

}  // namespace rmcp::publish
