// SPDX-License-Identifier: MIT
// A device as programs are started on it: for `rmcpctl run` and env, and for what is written ahead
// of any start.
#pragma once
#include "lib/records/device_view.hpp"
#include "lib/start/process_environment.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmcp {

ProcessDevice process_device(const DeviceView& view);
std::vector<ProcessDevice> process_devices(std::span<const DeviceView> views);

/// The names that people can call it by: its alias, where no other device has it, and its address.
std::vector<std::string> names_of(const DeviceView& view);

}  // namespace rmcp
