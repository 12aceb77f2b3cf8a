// SPDX-License-Identifier: MIT
// The cards of this machine that each rule is for, and advice about rules that miss theirs.
#pragma once
#include "lib/gpu/known_device.hpp"
#include "lib/policy/policy.hpp"

#include <vector>

namespace rmcp {

/// A card of this machine, plugged in or remembered.
struct CardHere {
  Device device;  // with the alias that policy gives it
  bool present = true;
};

/// The cards that are present, then those that are only remembered.
std::vector<CardHere> cards_here(const std::vector<Device>& present,
                                 const std::vector<KnownDevice>& known, const Policy& policy,
                                 const Machine& machine);

/// The cards that a rule is for.
std::vector<const CardHere*> cards_of(const Rule& rule, const std::vector<CardHere>& cards,
                                      const Machine& machine);

/// Rules that fit no card here, with the nearest one and the reason (not for `optional` rules, nor
/// without any card, nor if only the kernel is another one); names that are no more than an id, or
/// that fit several models; digits that fit several unique ids.
std::vector<Diagnostic> advise_on_cards(const Policy& policy, const std::vector<CardHere>& cards,
                                        const Machine& machine);

}  // namespace rmcp
