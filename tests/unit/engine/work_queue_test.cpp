// SPDX-License-Identifier: MIT
// The order in which a device's work is done.
#include "daemon/engine/work_queue.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmcp::test {
namespace {

using engine::WorkQueue;
using Kind = WorkQueue::Kind;

engine::Done nobody() {
  return [](const engine::Answer&) {};
}

/// The kinds of all work that is taken out, one letter each.
std::string drained(WorkQueue& queue, bool undo_due = false, bool still = false) {
  constexpr std::string_view kLetters =
      "ulrcqpk";  // undo, release, revert, reconcile, request, plan, read of knobs
  std::string out;
  while (const auto work = queue.next(undo_due, still)) {
    out += kLetters.at(static_cast<std::size_t>(work->kind));
    undo_due = false;
  }
  return out;
}

void fill(WorkQueue& queue) {
  queue.add(engine::ReadKnobs{}, nobody());
  queue.add(engine::PlanOnly{}, nobody());
  queue.add(engine::Apply{}, nobody());
  queue.add_reconcile(Reason::reload);
  queue.add(engine::Revert{}, nobody());
  queue.add_release(nobody());
}

TEST(WorkQueueTest, TheMostPressingWorkIsFirstWhateverCameFirst) {
  WorkQueue queue;
  fill(queue);
  EXPECT_EQ(drained(queue, true), "ulrcqpk");
}

TEST(WorkQueueTest, AMachineThatGoesToSleepIsOnlyWrittenToByReleases) {
  WorkQueue queue;
  fill(queue);
  EXPECT_EQ(drained(queue, true, true), "lpk");
  EXPECT_EQ(drained(queue, true), "urcq") << "the rest waits until it is awake";
}

TEST(WorkQueueTest, ReadsThatWaitAreAnsweredByOneReadOfAllTheirKnobs) {
  WorkQueue queue;
  queue.add(engine::ReadKnobs{{"fan.speed"}}, nobody());
  queue.add(engine::ReadKnobs{{"attribute.power_cap"}}, nobody());
  auto work = queue.next(false, false);
  ASSERT_TRUE(work.has_value());
  EXPECT_EQ(work->asked.size(), 2u);
  EXPECT_EQ(std::get<engine::ReadKnobs>(work->verb).knobs.size(), 2u);
  EXPECT_FALSE(queue.next(false, false).has_value());

  queue.add(engine::ReadKnobs{}, nobody());
  queue.add(engine::ReadKnobs{{"fan.speed"}}, nobody());
  work = queue.next(false, false);
  ASSERT_TRUE(work.has_value());
  EXPECT_TRUE(std::get<engine::ReadKnobs>(work->verb).knobs.empty()) << "all: one asked for all";
}

TEST(WorkQueueTest, PlansThatWaitAreAnsweredByOneLook) {
  WorkQueue queue;
  for (int i = 0; i < 100; ++i) queue.add(engine::PlanOnly{}, nobody());
  const auto work = queue.next(false, false);
  ASSERT_TRUE(work.has_value());
  EXPECT_EQ(work->asked.size(), 100u);
  EXPECT_FALSE(queue.next(false, false).has_value());
}

TEST(WorkQueueTest, RequestsKeepTheirOrder) {
  WorkQueue queue;
  queue.add(engine::Apply{}, nobody());
  queue.add(engine::Confirm{}, nobody());
  EXPECT_TRUE(std::holds_alternative<engine::Apply>(queue.next(false, false)->verb));
  EXPECT_TRUE(std::holds_alternative<engine::Confirm>(queue.next(false, false)->verb));
}

TEST(WorkQueueTest, TwoReconcilesAreOneForTheWeightierReason) {
  WorkQueue queue;
  queue.add_reconcile(Reason::resume);
  queue.add_reconcile(Reason::hotplug);
  EXPECT_EQ(queue.next(false, false)->reason, Reason::resume);
  queue.add_reconcile(Reason::hotplug);
  queue.add_reconcile(Reason::reset);
  EXPECT_EQ(queue.next(false, false)->reason, Reason::reset);
  EXPECT_FALSE(queue.next(false, false).has_value());
}

TEST(WorkQueueTest, SaysWhenItIsFull) {
  WorkQueue queue;
  for (int i = 0; i < 64; ++i) {
    EXPECT_TRUE(queue.has_room());
    queue.add(engine::Apply{}, nobody());
  }
  EXPECT_FALSE(queue.has_room());
  EXPECT_EQ(queue.clear().size(), 64u);
  EXPECT_TRUE(queue.has_room());
}

}  // namespace
}  // namespace rmcp::test
