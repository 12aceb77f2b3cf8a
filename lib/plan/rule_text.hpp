// SPDX-License-Identifier: MIT
// Policy text about one card, as a starting point for its administrator.
#pragma once
#include "lib/plan/plan.hpp"

#include <span>
#include <string>

namespace rmcp {

/// A card, the devices of the machine and the readings of the card's knobs.
struct PolicySource {
  const Device& device;
  std::span<const Device* const> present;
  const Readings& readings;
};

/// A first rule: the best match, and all knobs of this card, commented out.
std::string new_rule(const PolicySource& card);

/// A rule with all values that differ from the driver's defaults. If a default is not known, the
/// value is commented out.
std::string captured_rule(const PolicySource& card);

/// The names of the knobs whose readings these texts need.
std::vector<std::string> captured_knobs();

/// A TOML string, quoted.
std::string toml_string(std::string_view text);

}  // namespace rmcp
