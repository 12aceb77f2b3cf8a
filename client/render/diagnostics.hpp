// SPDX-License-Identifier: MIT
// Errors in policy files, in the format of a compiler.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// `FILE:LINE:COLUMN: error: MESSAGE`
std::string diagnostic_line(const Json& diagnostic);

/// All of document[key], one per line.
std::string render_diagnostics(const Json& document, const Style& style,
                               std::string_view key = "diagnostics");

/// A message for users of `list` about a policy that is not in force; empty if all is well. `host`:
/// the machine in question; empty: this one.
std::string policy_warning(const Json& document, const std::string& host = {});

/// The number of document["diagnostics"] with this severity.
std::size_t count_severity(const Json& document, std::string_view severity);

}  // namespace rmcp::client
