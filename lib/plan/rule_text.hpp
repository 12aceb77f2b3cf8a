// SPDX-License-Identifier: MIT
// Policy text about one card, for its administrator to go on with.
#pragma once
#include "lib/plan/plan.hpp"

#include <span>
#include <string>

namespace rmcp {

/// A card, the devices of the machine and what the card's knobs show.
struct CardOnPaper {
  const Device& device;
  std::span<const Device* const> present;
  const Readings& readings;
};

/// A first rule: the best match, and all that this card can be set to, commented out.
std::string new_rule(const CardOnPaper& card);

/// A rule that sets what is not as the driver starts with it. Where nobody can tell how it starts,
/// the value is there, commented out.
std::string captured_rule(const CardOnPaper& card);

/// The names of the knobs whose readings these texts need.
std::vector<std::string> knobs_on_paper();

/// A TOML string, quoted.
std::string toml_string(std::string_view text);

}  // namespace rmcp
