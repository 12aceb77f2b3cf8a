// SPDX-License-Identifier: MIT
// An apply that is undone unless it is confirmed: its changes and its progress.
#pragma once
#include "lib/plan/consent.hpp"
#include "lib/plan/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// `none` -> `open` -> confirmed: `none`, or its time is over: `undoing` -> everything is back:
/// `none`. `stuck`: a value cannot be restored in any way; the next bind, reset, boot or apply
/// tries again.
enum class TrialPhase { none, open, undoing, stuck };
/// Empty for `none`.
std::string_view to_string(TrialPhase phase);
std::optional<TrialPhase> trial_phase_from(std::string_view text);

struct Trial {
  std::string boot_id;
  std::uint64_t bind_epoch = 0;
  Originals before;              // the journal before it: rmcpd's values in force
  std::vector<KnobValue> tried;  // all settings that it wrote
  std::vector<KnobValue> risky;  // those of them that a confirmation approves
  TrialPhase phase = TrialPhase::open;
  std::string why;  // when undoing: the reason to hold its settings; empty: they are not held

  bool operator==(const Trial&) const = default;
};

}  // namespace rmcp
