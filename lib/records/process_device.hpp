// SPDX-License-Identifier: MIT
// A device for the start of programs: for `rmcpctl run` and env, and for files that are written
// before any start.
#pragma once
#include "lib/records/device_view.hpp"
#include "lib/start/process_environment.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmcp {

ProcessDevice process_device(const DeviceView& view);
std::vector<ProcessDevice> process_devices(std::span<const DeviceView> views);

/// The names that people can use: its alias, if no other device has it, and its address.
std::vector<std::string> names_of(const DeviceView& view);

}  // namespace rmcp
