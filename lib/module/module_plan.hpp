// SPDX-License-Identifier: MIT
// Module parameters are global: if devices want different values, policy order decides, not the
// order in which devices arrive, nor whether they are plugged in now.
#pragma once
#include "lib/gpu/gfx.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/policy/policy.hpp"

#include <string>
#include <vector>

namespace rmcp {

/// A device that counts: known and not held. It need not be present.
struct DeviceDesired {
  std::string id;    // stays with the device in any slot
  std::string name;  // for people
  std::optional<GfxTarget> gfx;
  Desired desired;
};

/// The value of a parameter that one device wants.
struct DesiredValue {
  std::string id, name;  // of the device; empty: [module.amdgpu] while no device is known
  Setting setting;
  std::string text;     // in the kernel's words
  std::string problem;  // why there is no text
};

struct DesiredParameter {
  const ModuleParameter* parameter = nullptr;
  DesiredValue winner;
  std::vector<DesiredValue> losers;  // want another value; by id
  /// Cards that want no value and get the winner's too, by name; of `noretry` those that it
  /// changes.
  std::vector<std::string> bystanders;
};

/// The wanted value of each parameter, by name. While no device is known, the parameters of
/// [module.amdgpu] still count; while all are held, none does.
std::vector<DesiredParameter> resolve_parameters(const std::vector<DeviceDesired>& by_device,
                                                 std::optional<KernelVersion> kernel);

/// The settings of [module.amdgpu] alone, for a machine without any known device.
DeviceDesired module_desired(const Policy& policy);

}  // namespace rmcp
