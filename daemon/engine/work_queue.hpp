// SPDX-License-Identifier: MIT
// The work that waits for one device, by priority: the undoing of a trial, releases before sleep,
// reverts, a reconcile, other requests in the order of arrival, plans, reads.
#pragma once
#include "daemon/engine/verb.hpp"
#include "lib/plan/report.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace rmcp::engine {

using Done = std::function<void(Answer)>;

class WorkQueue {
 public:
  enum class Kind { undo, release, revert, reconcile, request, plan, read };
  struct Work {
    Kind kind = Kind::undo;
    Verb verb;  // of a revert, a request or a read
    Reason reason = Reason::request;
    std::vector<Done> asked;  // the callers to answer
  };

  void add_release(Done done) { releases_.push_back(std::move(done)); }
  /// One plan answers all waiting requests for a plan, and one read those for knobs.
  void add(Verb verb, Done done);
  void add_reconcile(Reason reason);
  void drop_reconcile() { reconcile_.reset(); }

  /// False if the queue is full: the memory is shared by all callers.
  [[nodiscard]] bool has_room() const;

  /// Removes and returns the most urgent work. `undo_due`: a trial has to be undone. `still`: only
  /// releases may write.
  std::optional<Work> next(bool undo_due, bool still);

  /// Removes and returns all requests, unanswered.
  std::vector<Done> clear();

 private:
  struct Waiting {
    Verb verb;
    Done done;
  };
  bool pop(Kind kind, Work& work);
  bool pop_request(bool revert, Work& work);
  void add_reader(ReadKnobs verb, Done done);

  std::vector<Done> releases_;
  std::deque<Waiting> requests_;
  std::optional<Reason> reconcile_;
  std::vector<Done> plans_;
  ReadKnobs wanted_;  // by all of the readers
  std::vector<Done> readers_;
};

/// The more important of two reasons for one reconcile: another program has not changed values that
/// resume and reset have cost.
Reason weightier(Reason first, Reason second);

}  // namespace rmcp::engine
