// SPDX-License-Identifier: MIT
// Gives the daemon's answers as JSON, without a daemon or a bus. Writes nothing and wakes no
// device.
#pragma once
#include "daemon/options.hpp"

namespace rmcp {

/// The exit status.
int run_offline(const Options& options);

}  // namespace rmcp
