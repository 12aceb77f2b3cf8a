// SPDX-License-Identifier: MIT
// Which devices programs get when they name none: `rmcpctl run`, `env`, "all" of units and
// sessions, `all` of containers.
#pragma once
#include "lib/start/process_environment.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// Why no program can compute on the device; empty when programs can.
std::string_view why_not_computing(const ProcessDevice& device);

/// Places in `devices`, in their order: all that can compute, an APU only where nothing else can.
/// As long as a card settles nobody knows that it cannot, so that no APU is taken.
std::vector<std::size_t> default_devices(std::span<const ProcessDevice> devices);

/// The reason for people when default_devices() finds none.
std::string why_no_default_device(std::span<const ProcessDevice> devices);

}  // namespace rmcp
