// SPDX-License-Identifier: MIT
// What is done before and after something risky is written to a card: trials that can be taken
// back, and boots that have to be survived.
#pragma once
#include "engine/job.hpp"
#include "state/journal.hpp"
#include "state/trials.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::engine {

class Caution {
 public:
  Caution(const Job& job, const Device& device);

  /// What was said on disk, with what the job knows.
  Consent consent() const;

  /// The trial of this card that is open on disk.
  std::optional<state::Trial> trial() const;
  /// True when what it wrote may still be in force: same boot, same binding of the driver.
  bool still_in_force(const state::Trial& trial) const;

  // Each returns 0 or the errno of what could not be noted: then nothing may be written.

  /// Notes what the plan is going to write as an open trial.
  int begin_trial(const Plan& plan, const Originals& before) const;
  int approve(const state::Trial& trial) const;
  int take_back(const std::vector<Wanted>& values, const std::string& why) const;
  int end_trial() const;

  /// Before risky settings are written without anybody who watches. After two boots that did not
  /// survive them they are taken back instead.
  int enter_probation(const Plan& plan) const;

 private:
  const Job& job_;
  const Device& device_;
};

/// The settings that the plan is going to write.
std::vector<Wanted> changes_of(const Plan& plan);
/// Those of its settings that are risky, whether they are in force already or going to be written.
std::vector<Wanted> risky_settings(const Plan& plan);
/// Those that are going to be written.
std::vector<Wanted> risky_changes(const Plan& plan);

/// What is risky in the plan is not written, for this reason.
void leave_out_risky(Plan& plan, const std::string& reason);

/// The settings that these notes say were in force by us, as something to be desired again.
Desired as_desired(const Originals& originals);

/// Those of them that must not stay without a daemon, as what they go back to then.
Desired released(const Originals& originals);

}  // namespace rmcp::engine
