// SPDX-License-Identifier: MIT
// Reads the module's parameters, and restores them, without a daemon.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/policy/policy.hpp"
#include "lib/sys/paths.hpp"

#include <memory>

namespace rmcp {

/// The daemon's findings and its actions; nothing is written.
ModuleState observe_module(const sys::Paths& paths, std::shared_ptr<const Policy> policy);

/// Removes the modprobe.d file and restores the values in sysfs. Prints its actions and returns the
/// exit status.
int revert_module(const sys::Paths& paths);

}  // namespace rmcp
