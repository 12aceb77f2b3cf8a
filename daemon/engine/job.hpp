// SPDX-License-Identifier: MIT
// One piece of work on one device: look, plan, apply or revert. Runs on the device's worker, may
// block, and touches nothing that the loop owns.
#pragma once
#include "backend/backend.hpp"
#include "core/view.hpp"
#include "state/notes.hpp"
#include "sys/paths.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace rmcp::engine {

struct Job {
  enum class Verb {
    look,     // what is it, what would be done
    apply,    // do it
    revert,   // put back what was there before us
    confirm,  // what was applied on trial stays
    undo,     // back to before the trial
    release,  // what is unsafe without somebody watching goes back to automatic
    eject,    // off the bus, to be unplugged
  };

  sys::Paths paths;
  std::string boot_id;
  std::string syspath;
  Verb verb = Verb::look;
  Reason reason = Reason::coldplug;
  std::string why_not;  // with look: what outcomes that are only pending say, "observe mode"
  std::shared_ptr<const state::Notes> notes;
  bool respect_hold = false;   // with apply: leave the device alone when it turns out to be held
  bool forgive = false;        // with apply: what was taken back may be tried again
  bool on_trial = false;       // with apply: to be undone unless it is confirmed
  bool force = false;          // with eject: whatever speaks against it
  bool trial_watched = false;  // this daemon has the trial's timer
  std::string take_back;       // with undo, why; with apply, why risky settings have to go
  Consent consent;             // what the loop knows of it
  std::shared_ptr<const Policy> policy;
  Machine machine;
  Published published;                                  // before the job
  std::shared_ptr<const std::vector<LibrarySet>> sets;  // verified; null: nobody has looked
};

struct JobResult {
  bool gone = false;  // there is no such GPU (any more)
  Device device;
  Desired desired;
  Overlay overlay;
  Plan plan;
  Report report;
  LibraryChoice library;
  Published published;        // after the job
  bool held = false;          // found held, so only looked at
  bool executed = false;      // the plan was carried out
  bool wrote = false;         // something was written, or tried to be
  bool trial_open = false;    // a trial waits for its confirmation
  bool on_probation = false;  // risky settings were written that nobody watches
  std::string error;          // why nothing was done
};

/// Shared between the worker and the loop.
class JobControl {
 public:
  /// The worker says that it goes on to the next thing that may block.
  void step() { last_step_ = now(); }
  std::chrono::steady_clock::duration since_step() const {
    return std::chrono::steady_clock::duration(now() - last_step_);
  }

  /// The loop has given the job up. When this has returned, the job changes nothing any more that a
  /// later one could have made: there may be another card in its slot by now.
  void abandon() {
    const std::lock_guard lock(changing_);
    abandoned_ = true;
  }
  bool abandoned() const { return abandoned_; }

  /// For changes that are quick. ECANCELED when the job was given up, else what `change` returns.
  template <class Change>
  int unless_abandoned(Change change) {
    const std::lock_guard lock(changing_);
    return abandoned_ ? ECANCELED : change();
  }

 private:
  static std::chrono::steady_clock::rep now() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
  }

  std::atomic<std::chrono::steady_clock::rep> last_step_ = now();
  std::atomic<bool> abandoned_ = false;
  std::mutex changing_;
};

JobResult run(const Job& job, backend::Backend& backend, JobControl& control);

}  // namespace rmcp::engine
