// SPDX-License-Identifier: MIT
// Parameters of one card alone: the policy of rmcp_devparam that they make, and the verdict on each
// from what the card was probed with.
#pragma once
#include "lib/module/module_state.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// True if a card of this machine can have a value of its own.
PerCard per_card(const ModuleFound& found);

/// The rules for all cards: of the parameters with Route::probe.
ProbePolicy probe_policy(const std::vector<ParameterState>& parameters, const ModuleFound& found);

/// Fills in the verdict of each parameter with Route::probe.
void judge_probed(std::vector<ParameterState>& parameters, const ModuleFound& found);

/// A value that a card was probed with.
struct OwnValue {
  std::string text;
  ProbeWay way = ProbeWay::module;
};

/// The values that the card's last probe has for certain, by parameter.
std::map<std::string, OwnValue, std::less<>> own_values(const ProbeLists& probed,
                                                        const ProbeCard& card);

/// The one of this parameter; nothing if the probe set none.
std::optional<OwnValue> own_value(const ProbeLists& probed, const ProbeCard& card,
                                  const ModuleParameter& parameter);

/// Rows for people: of each card, the values wanted and those that it was probed with.
std::vector<ProbeRow> probe_rows(const std::vector<ParameterState>& parameters,
                                 const ModuleFound& found);

/// `a reboot`, with the command that puts the options into the initramfs first, if it has others.
std::string reboot_way(const ModuleFound& found, bool in_initramfs);

}  // namespace rmcp
