// SPDX-License-Identifier: MIT
// What is undone without a daemon or a bus.
#pragma once
#include "daemon/options.hpp"

namespace rmcp {

/// Puts back on every device what was there before rmcpd and holds it. The exit status.
int run_revert(const Options& options);

/// For when the daemon has ended, however: gives manual fans back to the card, and takes back what
/// was applied on trial. The exit status.
int run_release(const Options& options);

}  // namespace rmcp
