// SPDX-License-Identifier: MIT
// Which knobs a user means: shared by knobs and get.
#pragma once
#include "client/document/json.hpp"

#include <string>

namespace rmcp::client {

/// The message about a word that is no knob, with the nearest name.
std::string no_such_knob(const std::string& word);

/// A reading that is worth a line where no knob was named: the card has the knob, and it is not one
/// of the many parameters of the module.
bool is_shown(const Json& reading);

}  // namespace rmcp::client
