// SPDX-License-Identifier: MIT
// One device of the reconciler: its view, its state, and the work that waits for it. Lives in the
// loop.
#pragma once
#include "daemon/device/monitor.hpp"
#include "daemon/engine/memory.hpp"
#include "daemon/engine/probation_timer.hpp"
#include "daemon/engine/reconciler.hpp"
#include "daemon/engine/retry_timer.hpp"
#include "daemon/engine/trial_watch.hpp"
#include "daemon/engine/work_queue.hpp"
#include "lib/records/shown_state.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmcp::engine {

/// The surroundings of a tracked device. The references belong to the reconciler and outlive the
/// device.
struct Tracking {
  sys::Loop& loop;
  const Reconciler::Options& options;
  const std::string& boot_id;
  std::shared_ptr<state::Notes> notes;
  const Conditions& now;

  // For its jobs:
  std::shared_ptr<backend::Backend> backend;
  sys::Mailbox::Sender sender;

  // Notified:
  std::function<void(DeviceView&)> changed;  // fills in what depends on other devices
  std::function<void(const DeviceView&)> applied;
  std::function<void(const Answer&)> rebound;  // its rebind has ended, or was given up
  std::function<void()> handled;  // called when the device has been handled for the first time
};

class TrackedDevice : public std::enable_shared_from_this<TrackedDevice> {
 public:
  TrackedDevice(Tracking tracking, Device seen);

  const DeviceView& view() const { return view_; }
  /// True once a first job has ended, or has stalled.
  bool handled() const { return handled_; }

  /// Fills in the parts of the view that depend on other devices; true if they have changed.
  bool complete(const Neighbours& neighbours) { return neighbours.complete(view_); }

  /// A hint to look at sysfs. True if another driver is bound now, or none, or the same one anew.
  bool hint(const device::Event& event);
  void reconcile(Reason reason);
  void reconcile_after(std::chrono::milliseconds delay, Reason reason);
  /// `done` is called once, in the loop, possibly before this returns.
  void request(Verb verb, Done done);
  /// Like a request, but never refused and before all other waiting work.
  void release(std::function<void()> done);
  /// A job runs that may still write.
  bool busy() const { return is<Running>(); }
  /// The state of the module's parameters has changed.
  void module_changed();
  /// The device is gone: nothing is started any more.
  void retire();
  /// The daemon ends: gives the job up and leaves everything else as it is.
  void leave();

 private:
  // The states of a device. A job that was given up still has its thread: `Stalled` until it
  // returns.
  struct Idle {};
  struct Running {
    std::uint64_t id = 0;
    Verb verb;
    std::vector<Done> asked;  // by these callers; none: by an event or a timer
    std::shared_ptr<JobControl> control;
    [[nodiscard]] bool is_asked() const { return !asked.empty(); }
  };
  struct Stalled {
    std::uint64_t id = 0;
  };
  struct Gone {};
  using Life = std::variant<Idle, Running, Stalled, Gone>;

  Failure refusal(const Verb& verb) const;
  void pump();
  void start(WorkQueue::Work work);
  Verb reconcile_verb(Reason reason);
  void start(Verb verb, Reason reason, std::vector<Done> asked);
  Job new_job(Verb verb, Reason reason) const;

  void finished(std::uint64_t id, JobResult result, const std::string& error);
  void end(const Running& job, JobResult result);
  void end_rebind(const Answer& answer);
  void settle_later(const JobResult& result);
  void accept(const Running& job, JobResult& result);
  void accept_changes(const Running& job, const JobResult& result);
  void follow_up(const Running& job, const JobResult& result);
  void try_again_if_it_may_help(const Running& job, const JobResult& result);
  [[nodiscard]] Unexecuted parameter_unexecuted() const;
  void add_parameters(JobResult& result) const;
  [[nodiscard]] Handled shown_as(bool held, bool executed) const;
  void show_state(const Running& job, const JobResult& result);
  void show_trial();
  void show_failure(const std::string& text);

  bool check_binding();
  void binding_ended();
  void was_reset(const std::string& recovery);
  void answer_all(const std::vector<Done>& running, const Failure& failure);
  std::chrono::milliseconds stall_limit(const Verb& verb) const;
  void check_progress();
  void stall();
  std::vector<Done> abandon();
  void mark_handled();
  template <class T>
  bool is() const {
    return std::holds_alternative<T>(life_);
  }
  bool is_moving() const;

  Tracking tracking_;
  DeviceView view_;
  Memory memory_;
  Life life_;
  std::uint64_t last_job_ = 0;
  sys::Timer later_, watchdog_;
  TrialWatch trial_;
  RetryTimer retry_;
  ProbationTimer probation_;
  Reason later_reason_ = Reason::hotplug;
  WorkQueue queue_;
  std::string take_back_;    // why the next reconcile takes risky settings back; empty: it does not
  bool maybe_lost_ = false;  // a reset that may have cost nothing: the next reconcile finds out
  std::uint64_t bound_epoch_ = 0;  // the binding whose bind event was seen
  std::optional<sys::BootClock::time_point> unreadable_since_;  // the card's identity
  bool handled_ = false;
};

}  // namespace rmcp::engine
