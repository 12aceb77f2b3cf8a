// SPDX-License-Identifier: MIT
// A policy as a document, for `rmcpctl config show`.
#pragma once
#include "lib/policy/rule_cards.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace rmcp {

/// {"module":[Setting], "aliases":[..], "rules":[..], "profiles":[Profile], "units":[..],
/// "sessions":{..}, "system":{..}}; rules and aliases with their match and the cards that it fits.
nlohmann::ordered_json shown_policy(const Policy& policy, const std::vector<CardHere>& cards,
                                    const Machine& machine);

}  // namespace rmcp
