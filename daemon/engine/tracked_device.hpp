// SPDX-License-Identifier: MIT
// One device under the reconciler's care: its view, the job that runs on it, and what waits for
// that job.
#pragma once
#include "engine/memory.hpp"
#include "engine/probation_timer.hpp"
#include "engine/reconciler.hpp"
#include "engine/trial_timer.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rmcp::engine {

/// What all tracked devices share; owned by the reconciler.
struct Tracking {
  sys::Loop& loop;
  const Reconciler::Options& options;
  std::shared_ptr<backend::Backend> backend;
  Listener& listener;
  sys::Mailbox::Sender sender;
  std::shared_ptr<const state::Notes> notes;
  const std::shared_ptr<const Policy>& policy;
  const Machine& machine;
  const std::set<std::string>& shared_knobs;
  const std::string& boot_id;
  const std::shared_ptr<const ModuleState>& module;            // null until somebody has looked
  const std::shared_ptr<const std::vector<LibrarySet>>& sets;  // likewise
  std::function<void()> handled;  // a device has been handled for the first time
};

class TrackedDevice : public std::enable_shared_from_this<TrackedDevice> {
 public:
  using Done = std::function<void(Answer)>;

  TrackedDevice(Tracking tracking, Device seen);

  const DeviceView& view() const { return view_; }
  /// True once a first job has ended, or has stalled.
  bool handled() const { return handled_; }

  /// What is to be said of this device because of the others.
  struct Company {
    std::vector<PciAddress> alias_shared_with;
    std::vector<Advice> advice;
  };
  void take_company(Company company);
  void reconcile(Reason reason);
  void reconcile_after(std::chrono::milliseconds delay, Reason reason);
  void request(Request request, Done done);
  /// The driver has reported a GPU reset.
  void was_reset();
  /// What becomes of the module's parameters has changed.
  void module_changed();
  /// The driver has let go: notes about this binding are void.
  void unbound();
  /// The device is gone: as unbound, and nothing is started any more.
  void retire();
  /// The daemon ends: gives the job up and leaves everything else as it is.
  void leave();

 private:
  struct Waiting {
    Request request;
    Done done;
  };

  bool is_ejecting() const;
  void pump();
  void start(Job job);
  Job new_job(Job::Verb verb, Reason reason) const;
  void start_request();
  void start_undo();
  void start_reconcile(Reason reason);
  std::string refusal(const Request& request) const;
  std::string prepare(const Request& request) const;

  void finished(std::uint64_t id, JobResult result, std::string error);
  void take(JobResult result);
  void add_parameters(JobResult& result) const;
  void show_state(const JobResult& result);
  void show_waiting();
  void follow_up(const JobResult& result);
  void forget_binding();
  void answer(Answer answer);
  void answer_all(const std::string& error);
  void check_progress();
  void stall();
  void abandon();
  void mark_handled();

  Tracking t_;
  DeviceView view_;
  Memory memory_;
  sys::Timer later_, watchdog_;
  TrialTimer trial_;
  ProbationTimer probation_;
  Reason later_reason_ = Reason::hotplug;
  std::deque<Waiting> queue_;
  std::optional<Reason> pending_;  // reconcile when the running job has ended
  std::string take_back_;  // why the next reconcile takes risky settings back; empty: it does not
  std::shared_ptr<JobControl> running_;
  std::uint64_t job_ = 0;  // id of the running job; an older one's result is void
  Job::Verb verb_ = Job::Verb::look;
  bool answering_ = false;  // the running job is for queue_.front()
  bool stalled_ = false;
  bool handled_ = false;
  bool retired_ = false;
};

}  // namespace rmcp::engine
