// SPDX-License-Identifier: MIT
// Errors in policy files, in the format of a compiler.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// All of document[key], one per line: `FILE:LINE:COLUMN: error: MESSAGE`
std::string render_diagnostics(const Shown& document, const Style& style,
                               std::string_view key = "diagnostics");

/// A message for users of `list` about a policy that is not in force; empty if all is well. `host`:
/// the machine in question; empty: this one.
std::string policy_warning(const Shown& document, const std::string& host = {});

/// The number of document["diagnostics"] with this severity.
std::size_t count_severity(const Shown& document, std::string_view severity);

}  // namespace rmcp::client
