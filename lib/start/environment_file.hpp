// SPDX-License-Identifier: MIT
// Variables as EnvironmentFile= of systemd.exec(5) takes them; a POSIX shell reads the same.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// Between double quotes, with C-style escapes.
std::string quoted_in_environment_file(std::string_view value);

/// A comment; it may hold text of policy files, and one line stays one line.
std::string comment_in_environment_file(std::string_view text);

/// What could not be said stands in comments.
std::string to_environment_file(const ProcessEnvironment& environment);

}  // namespace rmcp
