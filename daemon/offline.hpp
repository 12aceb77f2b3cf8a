// SPDX-License-Identifier: MIT
// Answers in JSON what the daemon would say, without a daemon or a bus. Writes nothing, wakes
// nothing.
#pragma once
#include "daemon/options.hpp"

namespace rmcp {

/// The exit status.
int run_offline(const Options& options);

}  // namespace rmcp
