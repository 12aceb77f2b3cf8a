// SPDX-License-Identifier: MIT
// Settings that are legal and cannot have the effect that their author expects. Each is one row of
// a table.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/policy/policy.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

struct Advice {
  std::string knob;
  std::string message;  // the effect that the setting does not have
  std::string reason;
  std::string source;       // the source of the reason
  bool everywhere = false;  // it holds for any device
  Origin origin;            // of the setting

  bool operator==(const Advice& other) const;
};

struct AdviceRow {
  /// The conditions on the device, its other settings and the machine.
  struct Situation {
    const Setting& setting;
    const Desired& desired;
    const Device& device;
    std::span<const GfxTarget> targets;  // of all GPUs here on amdgpu, each once
  };

  std::string_view knob;
  bool (*value)(std::string_view);           // the values that the advice is about
  bool (*applies)(const Situation&);         // null: always
  std::string_view message, reason, source;  // {gfx} and {value} are filled in
};

std::span<const AdviceRow> advice_rows();

/// Advice about the settings of one device; `targets` as in Situation.
std::vector<Advice> advise(const Desired& desired, const Device& device,
                           std::span<const GfxTarget> targets);

/// Advice that holds for any device, about all settings that a rule brings into play: a profile
/// that no rule uses needs no advice.
std::vector<Diagnostic> advise(const Policy& policy);

/// `environment.HSA_XNACK: message: reason (source)`.
std::string to_string(const Advice& advice);

}  // namespace rmcp
