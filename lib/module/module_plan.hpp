// SPDX-License-Identifier: MIT
// Module parameters are global: of what several devices want, policy order decides. Not the order
// in which they arrive, and not whether they are plugged in now.
#pragma once
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/policy/policy.hpp"

#include <string>
#include <vector>

namespace rmcp {

/// A device that counts: known and not held. Whether it is there now does not matter.
struct Claimant {
  std::string id;    // stays with the device wherever it is plugged in
  std::string name;  // for people
  Desired desired;
};

/// What one device wants of a parameter.
struct Claim {
  std::string id, name;  // of the device; empty: [module.amdgpu] where no device is known
  Setting setting;
  std::string text;     // in the kernel's words
  std::string problem;  // why there is none
};

struct Demand {
  const ModuleParameter* parameter = nullptr;
  Claim winner;
  std::vector<Claim> losers;  // want another value; by id
};

/// What is wanted of each parameter, by name. Where no device is known the parameters of
/// [module.amdgpu] still are; where all are held nothing is.
std::vector<Demand> resolve_parameters(const std::vector<Claimant>& claimants,
                                       std::optional<KernelVersion> kernel);

/// The claims of [module.amdgpu] alone, for a machine on which no device is known.
Claimant module_claimant(const Policy& policy);

}  // namespace rmcp
