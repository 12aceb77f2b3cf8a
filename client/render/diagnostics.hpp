// SPDX-License-Identifier: MIT
// What is wrong with policy files, as a compiler would say it.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// `FILE:LINE:COLUMN: error: MESSAGE`
std::string diagnostic_line(const Json& diagnostic);

/// All of document[key], one a line.
std::string render_diagnostics(const Json& document, const Style& style,
                               std::string_view key = "diagnostics");

/// What a user of `list` has to know about a policy that is not in force; empty when all is well.
/// `host`: the machine that was asked; empty: this one.
std::string policy_warning(const Json& document, const std::string& host = {});

/// How many of document["diagnostics"] have this severity.
std::size_t count_severity(const Json& document, std::string_view severity);

}  // namespace rmcp::client
