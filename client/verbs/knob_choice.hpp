// SPDX-License-Identifier: MIT
// Which knobs a user means: shared by knobs and get.
#pragma once
#include "client/document/json.hpp"

#include <string>

namespace rmcp::client {

/// The message about a word that is no knob, with the nearest name.
std::string no_such_knob(const std::string& word);

/// The readings that are worth a line where no knob was named: those of knobs that the card has,
/// without the many parameters of the module.
Json shown_readings(const Json& readings);

}  // namespace rmcp::client
