// SPDX-License-Identifier: MIT
// Sentences about a program's other files, and ROCm's own libraries. Pure.
#pragma once
#include "client/inspect/verdict_case.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// Adds what matters for the card; one cause is told once.
void add_library_words(const VerdictCase& facts, std::vector<std::string>& out);

}  // namespace rmcp::client
