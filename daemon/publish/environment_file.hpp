// SPDX-License-Identifier: MIT
// Variables in files that other programs read at the start of a program, long after they were
// written: systemd, login shells, environment modules.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp::publish {

/// `/run/rmcp/environment/egpu.env`, `.../ollama.service.env`.
std::string environment_path(const std::string& runtime, std::string_view name);

/// `/run/rmcp/session.env`.
std::string session_path(const std::string& runtime);

/// In the syntax of EnvironmentFile= of systemd.exec(5).
std::string environment_text(std::string_view title, const ProcessEnvironment& environment);

/// A modulefile for Environment Modules and Lmod. With two devices at once somebody has to choose
/// between them, as `rmcpctl env` does: here the second one is refused.
std::string module_text(std::string_view title, const ProcessEnvironment& environment);

/// The name of a device as part of a module's name: "egpu", "0000-03-00.0". LOADEDMODULES is a list
/// separated by colons.
std::string module_name(std::string_view device);

}  // namespace rmcp::publish
