// SPDX-License-Identifier: MIT
// The devices for programs that name none: `rmcpctl run`, `env`, "all" of units and sessions, `all`
// of containers.
#pragma once
#include "lib/start/process_environment.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace rmcp {

/// The reason why no program can compute on the device; none if programs can.
Hindrance why_not_computing(const ProcessDevice& device);

/// Indices into `devices`, in their order: all that can compute, an APU only where nothing else
/// can. A settling card may turn out to compute, so no APU is chosen while there is one.
std::vector<std::size_t> default_devices(std::span<const ProcessDevice> devices);

/// The reason for people if default_devices() finds none.
Hindrance why_no_default_device(std::span<const ProcessDevice> devices);

}  // namespace rmcp
