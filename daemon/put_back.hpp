// SPDX-License-Identifier: MIT
// Reverts without a daemon or a bus.
#pragma once
#include "daemon/options.hpp"

namespace rmcp {

/// Restores the values from before rmcpd on every device and holds it, unless a daemon is running.
/// Returns the exit status.
int run_revert(const Options& options);

/// For use after the daemon has ended, for whatever reason: gives manual fans back to the card, and
/// takes back settings that were on trial. Returns the exit status.
int run_release(const Options& options);

}  // namespace rmcp
