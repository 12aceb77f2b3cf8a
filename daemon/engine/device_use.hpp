// SPDX-License-Identifier: MIT
// The use of a GPU as far as sysfs shows it: a reason not to take its driver away.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

/// `in use: process 1234 computes on it`; empty if neither a process of KFD nor a display uses it.
/// Open DRM nodes are not seen: only the caller knows whose processes it may look at.
std::string device_use(const sys::Paths& paths, const Device& device);

}  // namespace rmcp::engine
