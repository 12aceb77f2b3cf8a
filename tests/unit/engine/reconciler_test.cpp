// SPDX-License-Identifier: MIT
// Events and requests, jobs and what is shown of them; devices that do not answer.
#include "reconciler_fixture.hpp"

#include <gmock/gmock.h>

#include <cerrno>
#include <optional>

namespace rmcp::test {
namespace {

using device::Event;
using engine::Answer;
using engine::Apply;
using engine::PlanOnly;
using engine::Revert;

TEST_F(ReconcilerTest, AppliesOnBind) {
  event(Event::Kind::bind);
  EXPECT_TRUE(becomes(State::applied));
  EXPECT_EQ(backend->raw(kLevel), "high");
  EXPECT_THAT(log.lines,
              testing::ElementsAre("added 0000:03:00.0 settling", "changed 0000:03:00.0 applied",
                                   "applied 0000:03:00.0 applied"));
}

TEST_F(ReconcilerTest, WaitsForTheDriverAfterAdd) {
  event(Event::Kind::add);
  EXPECT_EQ(card()->state, State::settling);
  EXPECT_TRUE(backend->writes.empty());
  EXPECT_TRUE(becomes(State::applied)) << "a driver that was bound before anybody listened";
}

TEST_F(ReconcilerTest, ALaterEventThatChangesNothingWritesNothing) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  const auto lines = log.lines.size();
  for (int i = 0; i < 20; ++i) event(Event::Kind::change);
  ASSERT_TRUE(eventually([&] { return log.lines.size() > lines; }));
  EXPECT_EQ(backend->writes.size(), 1u);
  EXPECT_EQ(log.lines.size(), lines + 1) << "twenty events are one";
}

TEST_F(ReconcilerTest, ListsWhatIsNotItsOwnAndLeavesItAlone) {
  std::filesystem::remove(syspath("0000:03:00.0") + "/driver");
  std::filesystem::create_symlink(folder / "sys/bus/pci/drivers/vfio-pci",
                                  syspath("0000:03:00.0") + "/driver");
  event(Event::Kind::bind);
  EXPECT_TRUE(becomes(State::unmanaged));
  EXPECT_TRUE(backend->writes.empty());
  EXPECT_NE(ask(Apply{}).failure.text.find("vfio-pci"), std::string::npos);
}

TEST_F(ReconcilerTest, RevertsAndHoldsUntilApply) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(card()->state, State::held);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_TRUE(eventually([&] { return card()->last.outcomes.at(0).result == Result::held; }));
  EXPECT_EQ(card()->note, "rmcpctl apply goes on");
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(ask(Apply{}).failure.text, "");
  EXPECT_EQ(card()->state, State::applied);
  EXPECT_EQ(backend->raw(kLevel), "high");
}

TEST_F(ReconcilerTest, ARevertThatAResetMadeFailIsFinishedAfterIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  backend->fail_writes(kLevel, EBUSY);
  EXPECT_EQ(ask(Revert{}).report.outcomes.at(0).result, Result::failed);
  EXPECT_EQ(card()->state, State::degraded) << "it is not as before";
  backend->fail_writes(kLevel, 0);
  EXPECT_TRUE(becomes(State::held)) << "without an event";
  EXPECT_EQ(backend->raw(kLevel), "auto");
}

TEST_F(ReconcilerTest, PlansWithoutWriting) {
  reconciler.set_mode(config::Mode::observe);
  event(Event::Kind::bind);
  EXPECT_TRUE(becomes(State::planned));
  EXPECT_EQ(card()->note, "1 change: observe mode");
  const auto answer = ask(PlanOnly{});
  EXPECT_EQ(answer.plan.changes(), 1u);
  EXPECT_EQ(ask(Apply{}).failure.text, "observe mode: nothing is written");
  EXPECT_TRUE(backend->writes.empty());
}

TEST_F(ReconcilerTest, ADeviceThatDoesNotAnswerHoldsUpNobodyElse) {
  backend->hangs = PciAddress{0, 3, 0, 0};
  event(Event::Kind::bind, "0000:03:00.0");
  EXPECT_TRUE(becomes(State::stalled));
  EXPECT_EQ(ask(Apply{}).failure.text, "stalled: an earlier access to the device has not returned");
  backend->remove(kLevel);
  event(Event::Kind::bind, "0000:04:00.0");
  EXPECT_TRUE(becomes(State::degraded, "0000:04:00.0"))
      << "its own answer: the attribute is missing";
}

TEST_F(ReconcilerTest, TriesAgainWhenAStalledDeviceAnswers) {
  backend->hangs = PciAddress{0, 3, 0, 0};
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::stalled));
  backend->release();
  EXPECT_TRUE(becomes(State::applied));
}

TEST_F(ReconcilerTest, AnswersWaitersWhenTheDeviceLeaves) {
  backend->hangs = PciAddress{0, 3, 0, 0};
  event(Event::Kind::bind);
  std::optional<Answer> answer;
  reconciler.request({0, 3, 0, 0}, Apply{}, [&answer](Answer a) { answer = std::move(a); });
  std::filesystem::remove_all(syspath("0000:03:00.0"));
  event(Event::Kind::remove);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->failure.text, "the device is gone");
  EXPECT_EQ(log.lines.back(), "removed 0000:03:00.0");
}

TEST_F(ReconcilerTest, SaysThatThereIsNoSuchDevice) {
  EXPECT_EQ(ask(PlanOnly{}).failure.text, "the device is gone");
}

TEST_F(ReconcilerTest, WakesASuspendedDeviceOnlyToWrite) {
  backend->suspended = true;
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(backend->wakes, 1);
  backend->suspended = true;
  reconciler.reconcile_all(Reason::reload);
  ask(PlanOnly{});
  EXPECT_EQ(backend->wakes, 1);
  EXPECT_EQ(card()->state, State::applied);
}

// --- reads ---

TEST_F(ReconcilerTest, KnobsAreReadSetOrNotAndNothingElseChanges) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  backend->put(kLevel, "low");
  backend->put(kCap, "97000000");
  const auto answer = ask(engine::ReadKnobs{{kLevel, kCap}});
  EXPECT_EQ(answer.failure.text, "");
  ASSERT_EQ(answer.readings.size(), 2u);
  EXPECT_EQ(answer.readings[0].reading.raw, "low");
  EXPECT_EQ(answer.readings[1].reading.raw, "97000000");
  EXPECT_EQ(card()->state, State::applied) << "a read is no reason to judge the card";
  EXPECT_EQ(backend->raw(kLevel), "low");
}

TEST_F(ReconcilerTest, ReadsKnobsOfASleepingCardWithoutWakingIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  const auto wakes = backend->wakes;
  backend->suspended = true;
  const auto answer = ask(engine::ReadKnobs{{kLevel}});
  ASSERT_EQ(answer.readings.size(), 1u);
  EXPECT_EQ(answer.readings[0].reading.status, Reading::Status::suspended);
  EXPECT_EQ(backend->wakes, wakes);
  EXPECT_TRUE(backend->suspended);
}

TEST_F(ReconcilerTest, KnobsAreReadInObserveModeToo) {
  reconciler.set_mode(config::Mode::observe);
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::planned));
  EXPECT_EQ(ask(engine::ReadKnobs{{kLevel}}).failure.text, "");
}

// --- settings made at run time ---

TEST_F(ReconcilerTest, AnOverrideStandsAbovePolicyUntilItIsUnset) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  const auto change = [&](state::OverrideChange wish) {
    return ask(engine::Change{std::move(wish)}).failure.text;
  };
  EXPECT_EQ(change({.set = {{kLevel, "low"}}}), "");
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_EQ(card()->desired.settings.at(kLevel).origin.file, "override");
  EXPECT_EQ(change({.unset = {kLevel}}), "");
  EXPECT_EQ(backend->raw(kLevel), "high");
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(change({.set = {{kLevel, "low"}}}), "");
  EXPECT_EQ(backend->raw(kLevel), "auto") << "held: only apply releases it";
  EXPECT_EQ(card()->state, State::held);
}

// --- drift ---

TEST_F(ReconcilerTest, AFightIsGivenUpAfterThreeRounds) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  for (int i = 0; i < 3; ++i) {
    backend->put(kLevel, "auto");
    event(Event::Kind::change);
    ASSERT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; })) << i;
  }
  backend->put(kLevel, "auto");
  event(Event::Kind::change);
  ASSERT_TRUE(becomes(State::contended));
  EXPECT_TRUE(card()->note.starts_with("power_dpm_force_performance_level: another program"));
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(ask(PlanOnly{}).plan.changes(), 1u) << "apply would set it again";
  EXPECT_EQ(ask(Apply{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "high") << "asked for: the fight is forgotten";
}

TEST_F(ReconcilerTest, DriftOfASharedKnobIsShownAndLeftAlone) {
  reconciler.set_shared_knobs({kLevel});
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  backend->put(kLevel, "low");
  event(Event::Kind::change);
  ASSERT_TRUE(becomes(State::drifted));
  EXPECT_EQ(backend->raw(kLevel), "low");
  reconciler.reconcile_all(Reason::resume);
  EXPECT_TRUE(becomes(State::applied)) << "after a resume the values are gone, not changed";
  EXPECT_EQ(backend->raw(kLevel), "high");
}

}  // namespace
}  // namespace rmcp::test
