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
  bool of_card = false;  // of the winner's card alone, whatever others want
  DesiredValue winner;
  std::vector<DesiredValue> losers;  // want another value; by id
  /// Cards that want no value and get the winner's too, by name; of `noretry` those that it
  /// changes.
  std::vector<std::string> bystanders;
};

/// Whether a card can have a value of its own: something sets it for that card's probe, and the
/// driver never reads the parameter later.
enum class PerCard { no, yes };

/// The wanted value of each parameter, by name. While no device is known, the parameters of
/// [module.amdgpu] still count; while all are held, none does. With PerCard::yes the value that a
/// rule wants for a card is of that card, where the generation of the card allows that; what
/// [module.amdgpu] wants stays the driver's: new cards get it, too.
std::vector<DesiredParameter> resolve_parameters(const std::vector<DeviceDesired>& by_device,
                                                 std::optional<KernelVersion> kernel,
                                                 PerCard per_card = PerCard::no);

/// True if the value is the card's own, with PerCard::yes.
bool is_of_card(const Setting& setting, std::optional<GfxTarget> gfx,
                std::optional<KernelVersion> kernel);

/// True if the driver reads the parameter while it probes such a card and never later.
bool is_read_at_probe_only(const ModuleParameter& parameter, std::optional<GfxTarget> gfx,
                           std::optional<KernelVersion> kernel);

/// The settings of [module.amdgpu] alone, for a machine without any known device.
DeviceDesired module_desired(const Policy& policy);

}  // namespace rmcp
