// SPDX-License-Identifier: MIT
// The destination of the daemon's messages: the journal under systemd, else standard error.
#pragma once
#include "lib/text/origin.hpp"

#include <string>
#include <vector>

namespace rmcp {

/// Sets up spdlog's default logger. Level: trace, debug, info, warning, error; empty is info.
void start_log(const std::string& level);

void log_diagnostics(const std::vector<Diagnostic>& diagnostics);

}  // namespace rmcp
