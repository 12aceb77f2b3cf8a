// SPDX-License-Identifier: MIT
// A short name that policy gives to a card, whatever slot it is in.
#pragma once
#include "lib/gpu/match.hpp"
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// `[[device]] match = {...}, alias = "egpu"`.
struct Alias {
  std::string name;
  Match match;  // never asks for an alias
  Origin origin;
};

/// What is wrong with a name; empty when it can be an alias. It becomes part of file and unit
/// names, and must not be taken for a node or an address.
std::string check_alias(std::string_view name);

/// The alias of a device, empty for none. Of several that match the last one counts, as with rules.
/// It depends on the device alone: a card keeps its alias whatever else is plugged in.
std::string alias_of(const std::vector<Alias>& aliases, const Device& device,
                     const Machine& machine);

}  // namespace rmcp
