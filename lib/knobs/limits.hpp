// SPDX-License-Identifier: MIT
// The values that a knob can have, in words and as an example: on any card, and on one card by its
// own tables.
#pragma once
#include "lib/knobs/knob.hpp"

#include <string>

namespace rmcp {

/// `500 to 2900 MHz`, `94 W to 120 W, ...`: of the card where its reading shows limits, else those
/// of the table.
std::string limits_of(const Knob& knob, const Reading& reading);

/// A value as a policy file has it, for any card: `"150 W"`, `5000`, `{ add = ["overdrive"] }`;
/// empty where none says anything.
std::string example_of(const Knob& knob);

/// One that lies inside this card's limits and asks no more of the card than now; empty if its
/// choices say enough or its limits are not known.
std::string example_of(const Knob& knob, const Reading& reading);
}  // namespace rmcp
