// SPDX-License-Identifier: MIT
// Whether a program is started with the runtime patch, and what it is told.
#pragma once
#include "lib/start/process_environment.hpp"

namespace rmcp {

/// Adds what the `runtime.` settings of all devices come to. False when they differ in what holds
/// for a whole process; then `error` is set.
bool add_runtime_policy(const ProcessRequest& request, ProcessEnvironment& environment);

}  // namespace rmcp
