// SPDX-License-Identifier: MIT
// Names of a trial's phases, on disk and on the bus.
#include "lib/plan/trial.hpp"

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

constexpr std::array<std::string_view, 4> kPhaseNames{"", "open", "undoing", "stuck"};

}  // namespace

std::string_view to_string(TrialPhase phase) {
  return kPhaseNames.at(static_cast<std::size_t>(phase));
}

std::optional<TrialPhase> trial_phase_from(std::string_view text) {
  const auto it = std::find(kPhaseNames.begin(), kPhaseNames.end(), text);
  if (it == kPhaseNames.end()) return std::nullopt;
  return static_cast<TrialPhase>(it - kPhaseNames.begin());
}

}  // namespace rmcp
