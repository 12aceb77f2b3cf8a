// SPDX-License-Identifier: MIT
// The parameters that one card can be given by a rebind, without any kernel module of ours: they
// are set for the whole driver while it probes the card, and put back after.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/plan/consent.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

struct RebindValues {
  std::map<std::string, std::string> values;  // to be set, by parameter, in the kernel's words
  std::vector<std::string> left_out;          // `parameter.NAME: reason`, of those that still wait
};

/// Only what the driver reads while it probes such a card and never later, and what sysfs takes;
/// not what rmcp_devparam sets for the card, from the rules that it has already.
/// Values that are loaded already are in neither list, nor are those that are set at run time.
RebindValues rebind_values(const Desired& desired, std::optional<GfxTarget> gfx,
                           const ModuleFound& found, const Consent& consent);

}  // namespace rmcp
