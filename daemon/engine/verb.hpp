// SPDX-License-Identifier: MIT
// Everything that can be done with one device: on request, after an event, or by a timer.
#pragma once
#include "daemon/state/overrides.hpp"
#include "lib/plan/plan.hpp"
#include "lib/plan/report.hpp"
#include "lib/records/knob_reading.hpp"
#include "lib/text/failure.hpp"

#include <chrono>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace rmcp::engine {

/// Find out what the device is and what would be done; write nothing.
struct PlanOnly {
  std::string why_not = {};  // the reason of outcomes that are only planned: "observe mode"
  /// Plan as Apply does it: without the hold, with what was taken back, left alone or reported.
  bool as_apply = false;
};

/// Read what the device shows of these knobs; write and wake nothing.
struct ReadKnobs {
  std::vector<std::string> knobs;  // none: all that are not published
};

/// Apply policy without a request: a hold is respected.
struct Reconcile {
  std::string take_back;      // why risky settings go back to their originals; empty: they stay
  bool only_if_lost = false;  // take them back only if the device turns out to have lost values
  bool wake = true;           // a write may wake a suspended device
};

/// Apply policy on request: a hold ends, settings that were taken back may be tried again.
struct Apply {
  std::chrono::seconds revert_after{0};  // a trial: undone after so long unless confirmed; 0: none
};

/// Change the overrides, then as Reconcile.
struct Change {
  state::OverrideChange overrides;
};

/// Restore the originals and hold the device.
struct Revert {
  bool keep = false;  // the hold outlives a reboot
  /// Even if the hold cannot be recorded: there is no daemon to apply again.
  bool in_any_case = false;
};

/// Keep the values of an open trial.
struct Confirm {};

/// Restore the values from before a trial that was not confirmed.
struct Undo {
  bool wake = true;
};

/// Return manual fan control to automatic.
struct Release {};

/// Take the device off the bus, to be unplugged.
struct Eject {
  bool force = false;  // despite all reasons against it
};

/// Unbind the driver and have it probe the device again, with the parameters wanted for it.
struct Rebind {
  bool force = false;  // despite programs and displays that use it
};

using Verb = std::variant<PlanOnly, ReadKnobs, Reconcile, Apply, Change, Revert, Confirm, Undo,
                          Release, Eject, Rebind>;

template <class T>
bool is_a(const Verb& verb) {
  return std::holds_alternative<T>(verb);
}

/// The arguments of the verb, or null if it is another one.
template <class T>
const T* as(const Verb& verb) {
  return std::get_if<T>(&verb);
}

/// Permitted to everybody, in every mode.
inline bool only_reads(const Verb& verb) { return is_a<PlanOnly>(verb) || is_a<ReadKnobs>(verb); }

using rmcp::Failure;

/// The outcome of a rebind.
struct Rebound {
  std::map<std::string, std::string> values;  // of this card alone in its probe, by parameter
  /// For people: wanted parameters that were not set, other cards that were probed meanwhile.
  std::vector<std::string> remarks;
};

/// The result of a request.
struct Answer {
  Failure failure;
  Plan plan;
  Report report;
  Rebound rebound;
  std::vector<KnobReading> readings;
};

}  // namespace rmcp::engine
