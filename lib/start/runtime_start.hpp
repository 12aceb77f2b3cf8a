// SPDX-License-Identifier: MIT
// Whether a program is started with the runtime patch, and with which settings.
#pragma once
#include "lib/start/process_environment.hpp"

namespace rmcp {

/// Adds the `runtime.` settings of all devices. False, with `hindrance` set, if they differ in a
/// setting for the whole process.
bool add_runtime_policy(const ProcessRequest& request, ProcessEnvironment& environment);

}  // namespace rmcp
