// SPDX-License-Identifier: MIT
// Settings that are legal and cannot have the effect that their author expects. Each is one row of
// a table.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/policy/policy.hpp"

#include <map>
#include <optional>
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

/// The GPUs of this machine that are on amdgpu.
struct GpusHere {
  std::vector<GfxTarget> targets;                      // each once
  std::map<unsigned, std::optional<GfxTarget>> nodes;  // by the number of the KFD node
};

/// Stands for every `environment.HSA_OVERRIDE_GFX_VERSION_` with a number.
inline constexpr std::string_view kNumberedOverrides = "environment.HSA_OVERRIDE_GFX_VERSION_N";

struct AdviceRow {
  /// The conditions on the device, its other settings and the machine.
  struct Situation {
    const Setting& setting;
    const Desired& desired;
    const Device& device;
    const GpusHere& here;

    /// The GPU that the setting is about: that of its node if it names one, else the device.
    [[nodiscard]] std::optional<GfxTarget> target() const;
  };

  std::string_view knob;                     // one, or kNumberedOverrides
  bool (*value)(std::string_view);           // the values that the advice is about
  bool (*applies)(const Situation&);         // null: always
  std::string_view message, reason, source;  // {gfx}, {value} and {node} are filled in
};

std::span<const AdviceRow> advice_rows();

/// The KFD node that a setting names; nothing if it names none.
std::optional<unsigned> node_of(const Setting& setting);

/// Advice about the settings of one device.
std::vector<Advice> advise(const Desired& desired, const Device& device, const GpusHere& here);

/// Advice that holds for any device, about all settings that a rule brings into play: a profile
/// that no rule uses needs no advice.
std::vector<Diagnostic> advise(const Policy& policy);

/// `environment.HSA_XNACK: message: reason (source)`.
std::string to_string(const Advice& advice);

}  // namespace rmcp
