// SPDX-License-Identifier: MIT
// The module's parameters without a daemon: looked at, and put back.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/policy/policy.hpp"
#include "lib/sys/paths.hpp"

#include <memory>

namespace rmcp {

/// What the daemon would find and do now; nothing is written.
ModuleState look_at_module(const sys::Paths& paths, std::shared_ptr<const Policy> policy);

/// Takes the modprobe.d file away and puts back what was in sysfs. The exit status; what it does is
/// printed.
int revert_module(const sys::Paths& paths);

}  // namespace rmcp
