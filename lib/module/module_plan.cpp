// SPDX-License-Identifier: MIT
// Finds winners and losers among claims.
#include "lib/module/module_plan.hpp"

#include <algorithm>
#include <map>

namespace rmcp {
namespace {

/// The later one of policy wins; of equals (the same rule, or values set at run time) the device
/// with the lowest id, so that the result does not depend on the order of arrival.
bool wins_over(const Claim& a, const Claim& b) {
  if (a.setting.order != b.setting.order) return a.setting.order > b.setting.order;
  return a.id < b.id;
}

Claim make_claim(const Claimant& claimant, const Setting& setting,
                 std::optional<KernelVersion> kernel) {
  Claim claim{
      .id = claimant.id, .name = claimant.name, .setting = setting, .text = {}, .problem = {}};
  auto text = parameter_text(module_parameter_of(*setting.knob), setting.value, kernel);
  if (text) {
    claim.text = std::move(*text);
  } else {
    claim.problem = text.error();
  }
  return claim;
}

Demand decide(const ModuleParameter& parameter, std::vector<Claim> claims) {
  std::sort(claims.begin(), claims.end(), wins_over);
  Demand demand{.parameter = &parameter, .winner = claims.front(), .losers = {}};
  for (const auto& claim : claims) {
    if (claim.text != demand.winner.text) demand.losers.push_back(claim);
  }
  std::sort(demand.losers.begin(), demand.losers.end(),
            [](const Claim& a, const Claim& b) { return a.id < b.id; });
  return demand;
}

}  // namespace

std::vector<Demand> resolve_parameters(const std::vector<Claimant>& claimants,
                                       std::optional<KernelVersion> kernel) {
  std::map<std::string, std::vector<Claim>, std::less<>> claims;
  for (const auto& claimant : claimants) {
    for (const auto& [name, setting] : claimant.desired.settings) {
      if (setting.knob->kind == KnobKind::parameter)
        claims[name].push_back(make_claim(claimant, setting, kernel));
    }
  }
  std::vector<Demand> demands;
  for (auto& [name, of_one] : claims)
    demands.push_back(decide(module_parameter_of(*find_knob(name)), std::move(of_one)));
  return demands;
}

Claimant module_claimant(const Policy& policy) {
  Claimant claimant;
  for (const auto& setting : policy.module)
    claimant.desired.settings.insert_or_assign(setting.name, setting);
  return claimant;
}

}  // namespace rmcp
