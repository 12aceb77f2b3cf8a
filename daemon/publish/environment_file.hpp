// SPDX-License-Identifier: MIT
// Variables in files that others read when a program starts, long after they were written: systemd,
// login shells, environment modules.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp::publish {

/// `/run/rmcp/environment/egpu.env`, `.../ollama.service.env`.
std::string environment_path(const std::string& runtime, std::string_view name);

/// `/run/rmcp/session.env`.
std::string session_path(const std::string& runtime);

/// As EnvironmentFile= of systemd.exec(5) wants it.
std::string environment_text(std::string_view title, const ProcessEnvironment& environment);

/// A modulefile, as Environment Modules and Lmod read it. Two devices at once would be a program's
/// choice between them, which `rmcpctl env` makes: here the second one is refused.
std::string module_text(std::string_view title, const ProcessEnvironment& environment);

/// The name of a device as one of a module: "egpu", "0000-03-00.0". LOADEDMODULES is a list with
/// colons.
std::string module_name(std::string_view device);

}  // namespace rmcp::publish
