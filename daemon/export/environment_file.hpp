// SPDX-License-Identifier: MIT
// Variables in a file that systemd and others read when a program starts, long after it was
// written.
#pragma once
#include "core/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp::exported {

/// `/run/rmcp/environment/egpu.env`, `.../ollama.service.env`.
std::string environment_path(const std::string& runtime, std::string_view name);

/// As EnvironmentFile= of systemd.exec(5) wants it. What could not be said stands in comments.
std::string environment_text(std::string_view title, const ProcessEnvironment& environment);

}  // namespace rmcp::exported
