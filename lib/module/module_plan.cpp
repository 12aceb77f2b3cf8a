// SPDX-License-Identifier: MIT
// Finds the winner among the values that devices want, and the losers.
#include "lib/module/module_plan.hpp"

#include "lib/module/noretry.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace rmcp {
namespace {

/// The later one of policy wins; of equals (the same rule, or values set at run time) the device
/// with the lowest id, so that the result does not depend on the order of arrival.
bool wins_over(const DesiredValue& a, const DesiredValue& b) {
  if (a.setting.order != b.setting.order) return a.setting.order > b.setting.order;
  return a.id < b.id;
}

DesiredValue desired_value_of(const DeviceDesired& device, const Setting& setting,
                              std::optional<KernelVersion> kernel) {
  DesiredValue desired_value{
      .id = device.id, .name = device.name, .setting = setting, .text = {}, .problem = {}};
  auto text = parameter_text(module_parameter_of(*setting.knob), setting.value, kernel);
  if (text) {
    desired_value.text = std::move(*text);
  } else {
    desired_value.problem = text.error().text;
  }
  return desired_value;
}

DesiredParameter decide(const ModuleParameter& parameter, std::vector<DesiredValue> values) {
  std::sort(values.begin(), values.end(), wins_over);
  DesiredParameter desired{
      .parameter = &parameter, .winner = values.front(), .losers = {}, .bystanders = {}};
  for (const auto& desired_value : values) {
    if (desired_value.text != desired.winner.text) desired.losers.push_back(desired_value);
  }
  std::sort(desired.losers.begin(), desired.losers.end(),
            [](const DesiredValue& a, const DesiredValue& b) { return a.id < b.id; });
  return desired;
}

/// The winner is set for the whole driver. A card that is not known (module_desired) has no name.
std::vector<std::string> bystanders_of(const DesiredParameter& desired,
                                       const std::vector<DeviceDesired>& by_device,
                                       std::optional<KernelVersion> kernel) {
  std::vector<std::string> names;
  for (const auto& device : by_device) {
    if (device.desired.settings.contains(desired.winner.setting.name)) continue;
    const bool changes = desired.parameter->name() != "noretry" ||
                         noretry_changes(device.gfx, desired.winner.text, kernel);
    if (changes) names.push_back(device.name);
  }
  return names;
}

DesiredParameter of_card(DesiredValue wanted) {
  const auto& parameter = module_parameter_of(*wanted.setting.knob);
  return {.parameter = &parameter,
          .of_card = true,
          .winner = std::move(wanted),
          .losers = {},
          .bystanders = {}};
}

}  // namespace

std::vector<DesiredParameter> resolve_parameters(const std::vector<DeviceDesired>& by_device,
                                                 std::optional<KernelVersion> kernel,
                                                 PerCard per_card) {
  std::map<std::string, std::vector<DesiredValue>, std::less<>> values;
  std::vector<DesiredParameter> parameters, of_cards;
  for (const auto& device : by_device) {
    for (const auto& [name, setting] : device.desired.settings) {
      if (setting.knob->kind != KnobKind::parameter) continue;
      auto wanted = desired_value_of(device, setting, kernel);
      if (per_card == PerCard::yes && is_of_card(setting, device.gfx, kernel))
        of_cards.push_back(of_card(std::move(wanted)));
      else
        values[name].push_back(std::move(wanted));
    }
  }
  for (auto& [name, of_one] : values)
    parameters.push_back(decide(module_parameter_of(*find_knob(name)), std::move(of_one)));
  for (auto& desired : parameters) desired.bystanders = bystanders_of(desired, by_device, kernel);
  parameters.insert(parameters.end(), std::make_move_iterator(of_cards.begin()),
                    std::make_move_iterator(of_cards.end()));
  return parameters;
}

bool is_of_card(const Setting& setting, std::optional<GfxTarget> gfx,
                std::optional<KernelVersion> kernel) {
  return setting.order != 0 &&
         is_read_at_probe_only(module_parameter_of(*setting.knob), gfx, kernel);
}

bool is_read_at_probe_only(const ModuleParameter& parameter, std::optional<GfxTarget> gfx,
                           std::optional<KernelVersion> kernel) {
  return gfx && (probe_only_on(parameter, kernel) & gc_generation(*gfx)) != 0;
}

DeviceDesired module_desired(const Policy& policy) {
  DeviceDesired device;
  for (const auto& setting : policy.module)
    device.desired.settings.insert_or_assign(setting.name, setting);
  return device;
}

}  // namespace rmcp
