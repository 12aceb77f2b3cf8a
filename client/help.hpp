// SPDX-License-Identifier: MIT
// The text of --help.
#pragma once
#include "client/verbs/verbs.hpp"

#include <string>

namespace rmcp::client {

std::string general_help();
std::string verb_help(const Verb& verb);

}  // namespace rmcp::client
