// SPDX-License-Identifier: MIT
// Devices for the start of programs, for files that are written before any start.
#pragma once
#include "lib/records/process_device.hpp"

#include <string>
#include <vector>

namespace rmcp::publish {

/// The device for a process that gets no libraries: an unusable set does not matter.
ProcessDevice without_libraries(ProcessDevice device);

/// The default devices, see lib/start/default_devices.hpp.
std::vector<const DeviceView*> default_devices(const std::vector<const DeviceView*>& views);

/// The reason for people if there are none.
Hindrance why_no_default_device(const std::vector<const DeviceView*>& views);

/// The KFD nodes seen by a process that gets only these GPUs: every thunk also sees the CPUs.
/// `cpu_nodes` are their numbers.
KfdView view_of(const std::vector<const DeviceView*>& views,
                const std::vector<unsigned>& cpu_nodes);

/// A program that runs on the set of the device, or on its own libraries.
ProcessRuntime runtime_of(const ProcessDevice& device, const std::string& otherwise);

}  // namespace rmcp::publish
