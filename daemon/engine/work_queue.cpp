// SPDX-License-Identifier: MIT
// One table of priorities.
#include "daemon/engine/work_queue.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace rmcp::engine {
namespace {

using Kind = WorkQueue::Kind;

constexpr std::size_t kMostRequests = 64;  // polkit has been asked about each of them
constexpr std::size_t kMostPlans = 1024;   // and reads

struct Priority {
  Kind kind;
  bool while_still;  // also between logind's signal and waking up
};
constexpr std::array<Priority, 7> kPriorities{{{Kind::undo, false},
                                               {Kind::release, true},
                                               {Kind::revert, false},
                                               {Kind::reconcile, false},
                                               {Kind::request, false},
                                               {Kind::plan, true},
                                               {Kind::read, true}}};

bool is_revert(const Verb& verb) { return std::holds_alternative<Revert>(verb); }

}  // namespace

Reason weightier(Reason first, Reason second) {
  const bool lost = second == Reason::resume || second == Reason::reset;
  return lost ? second : first;
}

void WorkQueue::add(Verb verb, Done done) {
  if (std::holds_alternative<PlanOnly>(verb)) {
    plans_.push_back(std::move(done));
  } else if (auto* read = std::get_if<ReadKnobs>(&verb)) {
    add_reader(std::move(*read), std::move(done));
  } else {
    requests_.push_back({std::move(verb), std::move(done)});
  }
}

void WorkQueue::add_reader(ReadKnobs verb, Done done) {
  const bool all = verb.knobs.empty() || (!readers_.empty() && wanted_.knobs.empty());
  std::move(verb.knobs.begin(), verb.knobs.end(), std::back_inserter(wanted_.knobs));
  if (all) wanted_.knobs.clear();
  readers_.push_back(std::move(done));
}

void WorkQueue::add_reconcile(Reason reason) {
  reconcile_ = reconcile_ ? weightier(*reconcile_, reason) : reason;
}

bool WorkQueue::has_room() const {
  return requests_.size() < kMostRequests && plans_.size() + readers_.size() < kMostPlans;
}

std::optional<WorkQueue::Work> WorkQueue::next(bool undo_due, bool still) {
  Work work;
  for (const auto& [kind, while_still] : kPriorities) {
    if (still && !while_still) continue;
    const bool found = kind == Kind::undo ? undo_due : pop(kind, work);
    if (!found) continue;
    work.kind = kind;
    return work;
  }
  return std::nullopt;
}

bool WorkQueue::pop(Kind kind, Work& work) {
  switch (kind) {
    case Kind::release:
      work.asked = std::exchange(releases_, {});
      return !work.asked.empty();
    case Kind::reconcile:
      if (!reconcile_) return false;
      work.reason = *std::exchange(reconcile_, std::nullopt);
      return true;
    case Kind::plan:
      work.asked = std::exchange(plans_, {});
      return !work.asked.empty();
    case Kind::read:
      work.asked = std::exchange(readers_, {});
      work.verb = std::exchange(wanted_, {});
      return !work.asked.empty();
    case Kind::revert:
      return pop_request(true, work);
    case Kind::request:
      return pop_request(false, work);
    case Kind::undo:
      break;
  }
  return false;
}

bool WorkQueue::pop_request(bool revert, Work& work) {
  const auto it = std::find_if(requests_.begin(), requests_.end(), [&](const Waiting& waiting) {
    return is_revert(waiting.verb) == revert;
  });
  if (it == requests_.end()) return false;
  work.verb = std::move(it->verb);
  work.asked.push_back(std::move(it->done));
  requests_.erase(it);
  return true;
}

std::vector<Done> WorkQueue::clear() {
  auto all = std::exchange(releases_, {});
  for (auto& waiting : std::exchange(requests_, {})) all.push_back(std::move(waiting.done));
  for (auto& done : std::exchange(plans_, {})) all.push_back(std::move(done));
  for (auto& done : std::exchange(readers_, {})) all.push_back(std::move(done));
  wanted_ = {};
  return all;
}

}  // namespace rmcp::engine
