// SPDX-License-Identifier: MIT
// The notes around something risky: trials that can be undone, and boots that have to be survived.
#pragma once
#include "daemon/engine/job.hpp"
#include "daemon/state/journal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::engine {

/// In a row that ended in their probation: what was risked in them is not risked again.
inline constexpr unsigned kMostUncleanBoots = 2;

class Caution {
 public:
  Caution(const Job& job, const Device& device, const CardId& card);

  /// The noted consent, with the parts that the job knows.
  Consent consent() const;

  /// The note of this card's trial, whatever its phase.
  std::optional<Trial> trial() const;
  /// True when the values that it wrote may still be in force: same boot, same binding of the
  /// driver.
  bool still_in_force(const Trial& trial) const;

  // Each returns 0 or the errno of the note that could not be made: nothing may be written then.

  /// Notes the plan's changes as an open trial.
  int begin_trial(const Plan& plan, const Originals& before);
  int save(const Trial& trial);
  int end_trial();
  int approve(const Trial& trial);
  int take_back(const std::vector<Wanted>& values, const std::string& why);

  /// Before risky settings are written without a trial. After two boots that did not survive them
  /// they are taken back instead.
  int enter_probation(const Plan& plan);

 private:
  const Job& job_;
  const Device& device_;
  const CardId& card_;
};

/// The settings that the plan is going to write.
std::vector<Wanted> changes_of(const Plan& plan);
/// Its risky settings, whether they are in force already or going to be written.
std::vector<Wanted> risky_settings(const Plan& plan);
/// The risky ones that are going to be written.
std::vector<Wanted> risky_changes(const Plan& plan);

/// The risky changes of the plan are not written, for this reason.
void leave_out_risky(Plan& plan, const std::string& reason);

/// The knobs of a trial that is being undone are its alone: the plan leaves them.
void leave_to_trial(Plan& plan, const Trial& trial);

/// The settings that these notes say were in force by us, as something to be desired again.
Desired as_desired(const Originals& originals);

/// The settings among them that must not stay without a daemon, as their automatic values.
Desired released(const Originals& originals);

/// The first of the plan's outcomes that is not good, "overdrive.core_clock_max: EPERM (...)";
/// empty when all are. `waits` becomes true when an error among them may pass by itself.
std::string first_trouble(const Report& report, bool& waits);

}  // namespace rmcp::engine
