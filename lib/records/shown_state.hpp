// SPDX-License-Identifier: MIT
// The state and the note of a device: one rule for the daemon and for `rmcpd --offline`.
#pragma once
#include "lib/plan/trial.hpp"
#include "lib/records/device_view.hpp"

#include <string_view>

namespace rmcp {

/// The job of the report `view.last`.
struct Handled {
  std::string_view settling = {};  // why the device cannot be handled yet; empty: it was
  bool held = false;               // the card is left alone until a client applies policy
  bool executed = false;           // its plan was executed
  bool only_planned = false;       // nothing is written: observe mode, or no daemon
  std::string_view why_not = {};   // with `only_planned`: "observe mode"
};

/// Sets `state` and `note` from the view's device and last report.
void show(DeviceView& view, const Handled& job);

/// Sets `trial`, and lets it outweigh `state` and `note`: an open trial waits for a person, and one
/// that cannot be undone is the worst state of all. `reason`: why its values are not back yet. Call
/// after show().
void show_trial(DeviceView& view, TrialPhase phase, std::string_view reason);

}  // namespace rmcp
