// SPDX-License-Identifier: MIT
// The records around risky settings: trials that can be undone, and boots on probation.
#pragma once
#include "daemon/engine/job.hpp"
#include "daemon/state/journal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::engine {

/// Consecutive boots that ended in their probation: their risk is not taken again.
inline constexpr unsigned kMostUncleanBoots = 2;

class Caution {
 public:
  Caution(const Job& job, const Device& device, const CardId& card);

  /// The recorded consent, with the parts that the job knows.
  [[nodiscard]] Consent consent() const;

  /// The record of this card's trial, in any phase.
  [[nodiscard]] std::optional<Trial> trial() const;
  /// True if the values that it wrote may still be in force: same boot, same binding of the driver.
  [[nodiscard]] bool still_in_force(const Trial& trial) const;

  // Nothing may be written when the record fails.

  /// Records the plan's changes as an open trial.
  sys::Status begin_trial(const Plan& plan, const Originals& before);
  sys::Status save(const Trial& trial);
  sys::Status end_trial();
  sys::Status approve(const Trial& trial);
  sys::Status revoke(const std::vector<KnobValue>& values, const std::string& why);

  /// Call before risky settings are written without a trial. After two boots that did not survive
  /// them they are taken back instead.
  sys::Status enter_probation(const Plan& plan);

 private:
  const Job& job_;
  const Device& device_;
  const CardId& card_;
};

/// The settings that the plan is going to write.
std::vector<KnobValue> changes_of(const Plan& plan);
/// Its risky settings, whether they are in force already or going to be written.
std::vector<KnobValue> risky_settings(const Plan& plan);
/// The risky ones that are going to be written.
std::vector<KnobValue> risky_changes(const Plan& plan);

/// Leaves the risky changes of the plan unwritten, for this reason.
void leave_out_risky(Plan& plan, const std::string& reason);

/// Leaves the knobs of a trial that is being undone out of the plan.
void leave_to_trial(Plan& plan, const Trial& trial);

/// The settings that rmcpd had in force according to these records, as desired settings.
Desired as_desired(const Originals& originals);

/// The settings among them that must not stay without a daemon, with their automatic values.
Desired released(const Originals& originals);

/// The first failed outcome of the plan, "overdrive.core_clock_max: EPERM (...)"; empty if there is
/// none. `waits` becomes true if an error among them is transient.
std::string first_trouble(const Report& report, bool& waits);

}  // namespace rmcp::engine
