// SPDX-License-Identifier: MIT
// Trials and how they end; resets of the GPU.
#include "reconciler_fixture.hpp"
#include "tests/unit/overdrive_tables.hpp"

#include <cerrno>

namespace rmcp::test {
namespace {

using device::Event;
using engine::Apply;
using engine::Confirm;
using engine::PlanOnly;
using engine::Revert;

// --- trials ---

TEST_F(ReconcilerTest, ATrialThatNobodyConfirmsGoesBackToBeforeIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_EQ(card()->state, State::trial);
  EXPECT_NE(card()->trial_until_usec, 0u);
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }))
      << "our own value from before";
  ASSERT_TRUE(eventually([&] { return card()->state == State::taken_back; }));
  EXPECT_EQ(card()->trial_until_usec, 0u);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_EQ(ask(PlanOnly{}).plan.changes(), 1u) << "apply would try it again";
  EXPECT_EQ(backend->raw(kLevel), "high") << "not tried again by itself";
  EXPECT_EQ(ask(Apply{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "low") << "somebody has asked";
}

TEST_F(ReconcilerTest, AConfirmedTrialStays) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  EXPECT_EQ(ask(Confirm{}).failure.text, "");
  EXPECT_EQ(card()->state, State::applied);
  EXPECT_EQ(ask(Confirm{}).failure.text, "nothing waits for a confirmation");
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1200);
  while (std::chrono::steady_clock::now() < end) sd_event_run(loop.get(), 20'000);
  EXPECT_EQ(backend->raw(kLevel), "low");
}

TEST_F(ReconcilerTest, ASecondTrialGoesBackToBeforeTheFirst) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  try_out(std::chrono::seconds(60));
  want("manual");
  try_out(std::chrono::seconds(1));
  EXPECT_EQ(backend->raw(kLevel), "manual");
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }));
}

TEST_F(ReconcilerTest, ATrialOfADaemonThatDiedIsTakenBackByTheNext) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  try_out(std::chrono::seconds(60));
  ReconcilerLog other_log;
  engine::Reconciler next(loop, options(folder), backend, other_log);
  Policy p;
  p.rules = {rule("r", {}, {setting(kLevel, "low")})};
  next.set_policy(std::make_shared<Policy>(std::move(p)));
  const auto address = *parse_pci_address("0000:03:00.0");
  next.handle({Event::Kind::bind, address, syspath("0000:03:00.0"), ""});
  ASSERT_TRUE(eventually([&] {
    const auto* view = next.find(address);
    return view != nullptr && view->state == State::taken_back;
  }));
  EXPECT_EQ(backend->raw(kLevel), "high");
}

TEST_F(ReconcilerTest, ATrialThatEndsInAResetIsUndoneAfterIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  backend->fail_all(EPERM);
  ASSERT_TRUE(eventually([&] { return card()->trial == TrialPhase::undoing; }));
  ASSERT_TRUE(eventually([&] {
    return card()->note.find("EPERM") != std::string::npos ||
           card()->note.find("refused") != std::string::npos;
  }));
  EXPECT_EQ(card()->state, State::degraded);
  EXPECT_EQ(ask(Confirm{}).failure.text, "not confirmed in time: it is being taken back");
  backend->fail_all(0);
  ASSERT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; })) << "and without an event";
  ASSERT_TRUE(eventually([&] { return card()->trial == TrialPhase::none; }));
  ASSERT_TRUE(becomes(State::taken_back)) << "not tried again by itself";
}

TEST_F(ReconcilerTest, ATrialThatTheDriverDoesNotTakeBackIsStuckUntilSomethingChanges) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  backend->fail_writes(kLevel, EINVAL);
  ASSERT_TRUE(eventually([&] { return card()->trial == TrialPhase::stuck; }));
  EXPECT_EQ(card()->state, State::degraded);
  const auto tried = backend->write_count();
  turn_for(loop, std::chrono::milliseconds(60));
  EXPECT_EQ(backend->write_count(), tried);
  backend->fail_writes(kLevel, 0);
  wedged("none");
  ASSERT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; })) << "a reset may help";
  EXPECT_TRUE(eventually([&] { return card()->trial == TrialPhase::none; }));
}

TEST_F(ReconcilerTest, ADaemonThatDiedWhileUndoingIsFollowedByOneThatGoesOn) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  backend->fail_all(EPERM);
  ASSERT_TRUE(eventually([&] { return card()->trial == TrialPhase::undoing; }));
  ReconcilerLog other_log;
  engine::Reconciler next(loop, options(folder), backend, other_log);
  Policy p;
  p.rules = {rule("r", {}, {setting(kLevel, "low")})};
  next.set_policy(std::make_shared<Policy>(std::move(p)));
  const auto address = *parse_pci_address("0000:03:00.0");
  next.handle({Event::Kind::bind, address, syspath("0000:03:00.0"), ""});
  ASSERT_TRUE(eventually([&] { return next.find(address)->trial == TrialPhase::undoing; }));
  backend->fail_all(0);
  EXPECT_TRUE(eventually([&] { return next.find(address)->trial == TrialPhase::none; }));
  EXPECT_EQ(backend->raw(kLevel), "high");
}

TEST_F(ReconcilerTest, ATrialThatCouldWriteNothingIsNone) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  backend->fail_writes(kLevel, EINVAL);
  EXPECT_EQ(try_out(std::chrono::seconds(60)).report.outcomes.at(0).result, Result::failed);
  EXPECT_EQ(card()->trial, TrialPhase::none);
  EXPECT_EQ(ask(Confirm{}).failure.text, "nothing waits for a confirmation");
  EXPECT_TRUE(std::filesystem::is_empty(folder / "lib/trials"));
}

constexpr auto kClock = "overdrive.core_clock_max";

/// A risky clock beside the level that is in force.
Policy with_clock() {
  Policy p;
  p.rules = {rule("r", {}, {setting(kLevel, "high"), setting(kClock, "2400 MHz")})};
  return p;
}

// Several lines are a command: the driver may have taken the first of them.
TEST_F(ReconcilerTest, ATrialWhoseCommandFailedIsNoneIfTheCardShowsWhatItDidBefore) {
  backend->files[kClock] = {.raw = kNavi21Table};
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  reconciler.set_policy(std::make_shared<Policy>(with_clock()));
  backend->fail_writes(kClock, EINVAL);
  EXPECT_EQ(try_out(std::chrono::seconds(60)).report.outcomes.at(1).result, Result::failed);
  EXPECT_EQ(card()->trial, TrialPhase::none);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "lib/trials"));
}

TEST_F(ReconcilerTest, ATrialWhoseCommandWasTakenInPartIsOpen) {
  backend->files[kClock] = {.raw = kNavi21Table};
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  reconciler.set_policy(std::make_shared<Policy>(with_clock()));
  backend->driver = [](const Knob&, std::string_view, std::string& raw) {
    if (const auto at = raw.find("2450"); at != raw.npos) raw.replace(at, 4, "2400");
    return EINVAL;
  };
  EXPECT_EQ(try_out(std::chrono::seconds(60)).report.outcomes.at(1).result, Result::failed);
  EXPECT_EQ(card()->trial, TrialPhase::open);
}

TEST_F(ReconcilerTest, RevertEndsATrial) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  try_out(std::chrono::seconds(60));
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(ask(Confirm{}).failure.text, "nothing waits for a confirmation");
}

/// A trusted power cap above the default, and a level.
class ReconcilerResetTest : public ReconcilerTest {
 protected:
  ReconcilerResetTest() {
    backend->put(kCap, "100000000");
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, "high"), setting(kCap, "110 W")})};
    p.rules.front().trusted = true;
    reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
    event(Event::Kind::bind);
    EXPECT_TRUE(becomes(State::applied));
  }

  /// The driver comes back from a reset without the level that was forced.
  void reset(const char* recovery) {
    backend->put(kLevel, "auto");
    const auto lines = log.lines.size();
    wedged(recovery);
    ASSERT_TRUE(eventually([&] {
      return log.lines.size() > lines && backend->raw(kLevel) == "high" &&
             card()->last.reason == Reason::reset;
    })) << "set again";
  }
};

TEST_F(ReconcilerResetTest, TwoResetsTakeRiskySettingsBack) {
  for (const char* recovery : {"none", "rebind"}) {
    SCOPED_TRACE(recovery);
    EXPECT_EQ(backend->raw(kCap), "110000000") << "one reset may be bad luck";
    reset(recovery);
  }
  ASSERT_TRUE(eventually([&] { return backend->raw(kCap) == "100000000"; }));
  reconciler.reconcile_all(Reason::reload);
  ASSERT_TRUE(becomes(State::taken_back));
  EXPECT_EQ(backend->raw(kCap), "100000000");
}

TEST_F(ReconcilerResetTest, ResetsOfARingThatLostNothingHoldNothing) {
  for (int i = 0; i < 3; ++i) {
    const auto lines = log.lines.size();
    wedged("none");
    ASSERT_TRUE(eventually([&] { return log.lines.size() > lines; }));
  }
  EXPECT_EQ(backend->raw(kCap), "110000000");
  EXPECT_EQ(card()->state, State::applied);
}

}  // namespace
}  // namespace rmcp::test
