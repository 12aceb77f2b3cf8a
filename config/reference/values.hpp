// SPDX-License-Identifier: MIT
// The values of a knob, for people and for editors.
#pragma once
#include "lib/knobs/knob.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace rmcp::reference {

/// `"on" or "auto"`, `0 to 3600 s`.
std::string values_in_words(const Knob& knob);

/// The JSON schema of a value in a policy file.
nlohmann::ordered_json value_schema(const Knob& knob);

}  // namespace rmcp::reference
