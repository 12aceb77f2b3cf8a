// SPDX-License-Identifier: MIT
// One piece of work on one device. Runs on the device's worker, may block, and accesses nothing
// that the loop owns.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job_control.hpp"
#include "daemon/engine/verb.hpp"
#include "daemon/state/notes.hpp"
#include "lib/plan/trial.hpp"
#include "lib/records/device_view.hpp"
#include "lib/sys/paths.hpp"
#include "lib/text/failure.hpp"

#include <memory>
#include <optional>
#include <string>

namespace rmcp::engine {

class ParameterWindow;

struct Job {
  sys::Paths paths;
  std::string boot_id;
  std::string syspath;
  Verb verb;
  Reason reason = Reason::coldplug;
  std::shared_ptr<state::Notes> notes;
  TrialPhase trial = TrialPhase::none;  // as the loop knows it; none: a recorded trial is an orphan
  Consent consent;                      // the parts that the loop keeps
  std::uint64_t bound_epoch = 0;        // the binding whose bind event was seen
  bool give_up_identity = false;        // it was unreadable for too long
  std::shared_ptr<const Policy> policy;
  Machine machine;
  Published published;                                  // before the job
  std::shared_ptr<const std::vector<LibrarySet>> sets;  // verified; null: not verified yet
  std::shared_ptr<ParameterWindow> window;              // of a rebind
};

/// The trial of the device after a job.
struct TrialState {
  TrialPhase phase = TrialPhase::none;
  std::string reason;  // why it is not back yet (undoing) or cannot come back (stuck)
};

struct JobResult {
  bool gone = false;     // there is no such GPU (any more)
  std::string settling;  // why the device cannot be handled yet; empty: it was
  bool answers = false;  // with `settling` for its identity: the driver answers everything else
  Device device;
  Desired desired;
  Overlay overlay;
  Plan plan;
  Report report;
  LibraryChoice library;
  Published published;              // after the job
  bool held = false;                // found held, so only planned
  bool executed = false;            // the plan was executed
  bool wrote = false;               // something was written, or a write was tried
  bool lost = false;                // values that rmcpd had set were gone
  std::optional<TrialState> trial;  // if the job has changed or found it
  bool on_probation = false;        // risky settings were written without a trial
  Rebound rebound;
  std::vector<KnobReading> readings;
  Failure failure;  // why the job did nothing
};

JobResult run(const Job& job, backend::Backend& backend, JobControl& control);

}  // namespace rmcp::engine
