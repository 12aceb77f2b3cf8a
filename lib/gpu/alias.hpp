// SPDX-License-Identifier: MIT
// A short name that policy gives to a card in any slot.
#pragma once
#include "lib/gpu/match.hpp"
#include "lib/text/failure.hpp"
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// `[[device]] match = {...}, alias = "egpu"`.
struct Alias {
  std::string name;
  Match match;  // never contains an alias itself
  Origin origin;
};

/// The reason why a name cannot be an alias. An alias becomes part of file and
/// unit names, and must not look like a node or an address.
Failure check_alias(std::string_view name);

/// The alias of a device, empty for none. If several match, the last one counts, as with rules. It
/// depends on the device alone: other cards do not change it.
std::string alias_of(const std::vector<Alias>& aliases, const Device& device,
                     const Machine& machine);

}  // namespace rmcp
