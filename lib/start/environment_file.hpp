// SPDX-License-Identifier: MIT
// Variables in the syntax of systemd's EnvironmentFile= (systemd.exec(5)), which a POSIX shell
// reads alike.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// Between double quotes, with C-style escapes.
std::string quoted_in_environment_file(std::string_view value);

/// A comment; it may contain text of policy files, and one line stays one line.
std::string comment_in_environment_file(std::string_view text);

/// Values that cannot be expressed are given in comments.
std::string to_environment_file(const ProcessEnvironment& environment);

}  // namespace rmcp
