// SPDX-License-Identifier: MIT
// Environment variables: their names, and those that policy may not set.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// True for a valid name of an environment variable.
bool is_variable_name(std::string_view name);

/// True if policy may not set this variable because it makes a process load code (LD_*, PATH,
/// HSA_TOOLS_LIB ...): such variables come from library sets only.
bool loads_code(std::string_view variable);

/// The reason why policy cannot set a variable.
Failure check_variable(std::string_view name);
/// "; did you mean \"10.3.0\"?" for gfx1030 or 1030; else empty.
std::string meant_version(std::string_view text);
/// The reason why ROCm does not read this value of it, and fails to start.
Failure check_variable_value(std::string_view name, std::string_view value);

}  // namespace rmcp
