// SPDX-License-Identifier: MIT
// Answers in JSON what the daemon would say, without a daemon or a bus. Writes nothing, wakes
// nothing.
#pragma once
#include "options.hpp"

namespace rmcp {

/// The exit status.
int run_offline(const Options& options);

/// Puts back on every device what was there before rmcpd and holds it. The exit status.
int run_revert(const Options& options);

/// For when the daemon has ended, however: gives manual fans back to the card, and takes back what
/// was applied on trial. The exit status.
int run_release(const Options& options);

}  // namespace rmcp
