// SPDX-License-Identifier: MIT
// Names of a trial's phases, on disk and on the bus.
#include "core/trial.hpp"

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

constexpr std::array<std::string_view, 4> kNames{"", "open", "undoing", "stuck"};

}  // namespace

std::string_view to_string(TrialPhase phase) { return kNames.at(static_cast<std::size_t>(phase)); }

std::optional<TrialPhase> trial_phase_from(std::string_view text) {
  const auto it = std::find(kNames.begin(), kNames.end(), text);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<TrialPhase>(it - kNames.begin());
}

}  // namespace rmcp
