// SPDX-License-Identifier: MIT
// Environment variables: their names, and those that policy may not set.
#pragma once
#include <string>
#include <string_view>

namespace rmcp {

/// True for what can be the name of an environment variable.
bool is_variable_name(std::string_view name);

/// True when policy may not set this variable because it makes a process load code
/// (LD_*, PATH, HSA_TOOLS_LIB ...): such variables come from library sets only.
bool loads_code(std::string_view variable);

/// What keeps a variable from being set by policy; empty when nothing does.
std::string check_variable(std::string_view name);

}  // namespace rmcp
