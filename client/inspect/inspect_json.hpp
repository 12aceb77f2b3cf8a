// SPDX-License-Identifier: MIT
// The parts of inspect's document.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/inspect/code_places.hpp"
#include "client/inspect/runtime.hpp"
#include "client/inspect/variables.hpp"
#include "client/inspect/verdict.hpp"

namespace rmcp::client {

Json to_json(const std::vector<RuntimeLibrary>& libraries);
Json to_json(const CodeVerdict& verdict);

/// "libraries", "copies", "missing", "code", "tuning", "variables" and "notes" of the document.
void add_facts(Json& document, const LoadResult& loaded,
               const std::vector<RuntimeLibrary>& libraries, const CodeSearch& code,
               const Variables& variables);

}  // namespace rmcp::client
