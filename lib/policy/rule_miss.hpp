// SPDX-License-Identifier: MIT
// Why a rule fits no card, in one sentence.
#pragma once
#include "lib/policy/rule_cards.hpp"

#include <string>

namespace rmcp {

/// "rule 'x' fits no card here: the nearest is 0000:3f:00.0, whose name is ...". Empty if a card
/// fits on another kernel. There is at least one card, and none fits.
std::string describe_miss(const Rule& rule, const std::vector<CardHere>& cards,
                          const Machine& machine);

}  // namespace rmcp
