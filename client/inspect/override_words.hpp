// SPDX-License-Identifier: MIT
// Sentences about the HSA_OVERRIDE_GFX_VERSION that is in force for a card. Pure.
#pragma once
#include "client/inspect/verdict_case.hpp"

#include <string>

namespace rmcp::client {

/// The override is right, but there is no code for its target: the card's own code cannot be used.
/// "" if that is not so.
std::string override_that_shuts_out(const VerdictCase& of);

/// The effect of an override on this card, if it is not the right one.
std::string stray_override(const VerdictCase& of);

}  // namespace rmcp::client
