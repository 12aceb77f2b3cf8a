// SPDX-License-Identifier: MIT
// The text of --help.
#pragma once
#include "client/verbs/verbs.hpp"

#include <string>

namespace rmcp::client {

std::string general_help();
/// About a verb, or about one of its actions.
std::string verb_help(const Verb& verb, const Verb* action = nullptr);
/// "rmcpctl 1.2.3\n".
std::string version_line();

}  // namespace rmcp::client
