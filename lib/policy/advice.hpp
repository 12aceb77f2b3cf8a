// SPDX-License-Identifier: MIT
// Settings that are legal and cannot do what their writer hopes for. Each is one row of a table.
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
  std::string message;  // what the setting does not do
  std::string reason;
  std::string source;       // where the reason comes from
  bool everywhere = false;  // it holds whatever the device is
  Origin origin;            // of the setting

  bool operator==(const Advice& other) const;
};

struct AdviceRow {
  /// What the device, its other settings and the machine have to be like.
  struct Situation {
    const Setting& setting;
    const Desired& desired;
    const Device& device;
    std::span<const GfxTarget> targets;  // of all GPUs that amdgpu drives here, each once
  };

  std::string_view knob;
  bool (*value)(std::string_view);           // the values in question
  bool (*applies)(const Situation&);         // null: always
  std::string_view message, reason, source;  // {gfx} and {value} are filled in
};

std::span<const AdviceRow> advice_rows();

/// Advice about the settings of one device; `targets` as in Situation.
std::vector<Advice> advise(const Desired& desired, const Device& device,
                           std::span<const GfxTarget> targets);

/// What is to be said whatever devices there are, about all settings that a rule brings into play:
/// a profile that nobody uses needs no advice.
std::vector<Diagnostic> advise(const Policy& policy);

/// `environment.HSA_XNACK: message: reason (source)`.
std::string to_string(const Advice& advice);

}  // namespace rmcp
