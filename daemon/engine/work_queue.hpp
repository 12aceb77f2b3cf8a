// SPDX-License-Identifier: MIT
// The work that waits for one device, by priority: the undoing of a trial, releases before sleep,
// reverts, a reconcile, other requests as they came, plans.
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
  enum class Kind { undo, release, revert, reconcile, request, plan };
  struct Work {
    Kind kind = Kind::undo;
    Verb verb;  // of a revert or a request
    Reason reason = Reason::request;
    std::vector<Done> asked;  // who gets the answer
  };

  void add_release(Done done) { releases_.push_back(std::move(done)); }
  /// Plans are answered by one look, all that wait.
  void add(Verb verb, Done done);
  void add_reconcile(Reason reason);
  void drop_reconcile() { reconcile_.reset(); }

  /// False when nobody may add more: the memory is not his alone.
  bool has_room() const;

  /// Takes the most pressing work out. `undo_due`: a trial has to be undone. `still`: nothing may
  /// be written but releases.
  std::optional<Work> next(bool undo_due, bool still);

  /// Takes all requests out, unanswered.
  std::vector<Done> clear();

 private:
  struct Waiting {
    Verb verb;
    Done done;
  };
  bool take(Kind kind, Work& work);
  bool take_request(bool revert, Work& work);

  std::vector<Done> releases_;
  std::deque<Waiting> requests_;
  std::optional<Reason> reconcile_;
  std::vector<Done> plans_;
};

/// Of two reasons for one reconcile the one that must not be forgotten: values that resume and
/// reset have cost were not changed by another program.
Reason weightier(Reason first, Reason second);

}  // namespace rmcp::engine
