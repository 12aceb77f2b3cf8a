// SPDX-License-Identifier: MIT
// The parts of inspect's document.
#pragma once
#include "inspect/code_places.hpp"
#include "inspect/runtime.hpp"
#include "inspect/variables.hpp"
#include "inspect/verdict.hpp"
#include "json.hpp"

namespace rmcp::client {

Json to_json(const std::vector<RuntimeLibrary>& libraries);
Json to_json(const CodeVerdict& verdict);

/// "libraries", "copies", "missing", "code", "tuning", "variables" and "notes" of the document.
void add_facts(Json& document, const LoadResult& loaded,
               const std::vector<RuntimeLibrary>& libraries, const CodeSearch& code,
               const Variables& variables);

}  // namespace rmcp::client
