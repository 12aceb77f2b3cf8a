// SPDX-License-Identifier: MIT
// Events and requests, jobs and what is shown of them; devices that do not answer.
#include "engine/reconciler.hpp"

#include "fake_backend.hpp"
#include "policy_builder.hpp"
#include "temporary_folder.hpp"
#include "turn_loop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace rmcp::test {
namespace {

using device::Event;
using engine::Answer;
using engine::Apply;
using engine::Confirm;
using engine::Look;
using engine::Revert;

/// Writes down what it is told.
class Log final : public engine::Listener {
 public:
  void device_added(const DeviceView& v) override { add("added", v); }
  void device_changed(const DeviceView& v) override { add("changed", v); }
  void device_removed(const PciAddress& a) override { lines.push_back("removed " + to_string(a)); }
  void device_applied(const DeviceView& v) override { add("applied", v); }
  void settled() override {}

  std::vector<std::string> lines;

 private:
  void add(const std::string& what, const DeviceView& v) {
    lines.push_back(what + " " + to_string(v.device.address) + " " +
                    std::string(to_string(v.state)));
  }
};

class ReconcilerTest : public testing::Test {
 protected:
  ReconcilerTest() {
    for (const auto* address : {"0000:03:00.0", "0000:04:00.0"}) make_card(address);
    backend->files = {{kLevel, {.raw = "auto"}}};
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, "high")})};
    reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
  }
  ~ReconcilerTest() override { backend->release(); }

  std::string syspath(const std::string& address) const {
    return folder / ("sys/devices/pci0000:00/" + address);
  }

  void make_card(const std::string& address) const {
    const auto base = "sys/devices/pci0000:00/" + address + "/";
    for (const auto& [name, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"vendor", "0x1002\n"},
             {"device", "0x73ff\n"},
             {"class", "0x030000\n"},
             {"revision", "0xc7\n"},
             {"subsystem_vendor", "0x1458\n"},
             {"subsystem_device", "0x2334\n"},
             {"drm/card0/dev", "226:0\n"},
             {"power/runtime_status", "active\n"}}) {
      folder.write(base + name, text);
    }
    folder.write("sys/bus/pci/drivers/amdgpu/module", "");
    std::filesystem::create_symlink(folder / "sys/bus/pci/drivers/amdgpu",
                                    folder / (base + "driver"));
  }

  static engine::Reconciler::Options options(const TemporaryFolder& folder) {
    engine::Reconciler::Options o;
    o.paths.sys = folder / "sys";
    o.paths.runtime = folder / "run";
    o.paths.state = folder / "lib";
    o.gather = std::chrono::milliseconds(5);
    // Long enough for a busy machine not to make a healthy device stall.
    o.stall = std::chrono::milliseconds(400);
    o.wait_for_driver = std::chrono::milliseconds(40);
    o.settling_pause = std::chrono::milliseconds(5);
    o.identity_patience = std::chrono::milliseconds(60);
    o.undo_pause = std::chrono::milliseconds(5);
    o.retry_pauses.fill(std::chrono::milliseconds(10));
    return o;
  }

  void event(Event::Kind kind, const std::string& address = "0000:03:00.0") {
    reconciler.handle({kind, *parse_pci_address(address), syspath(address), ""});
  }

  /// Another binding of the driver: a link of its own, made before the old one is gone, so that the
  /// file system cannot give it the old one's number.
  void rebind(const std::string& address = "0000:03:00.0", const char* driver = "amdgpu") {
    const auto link = syspath(address) + "/driver";
    std::filesystem::create_symlink(folder / ("sys/bus/pci/drivers/" + std::string(driver)),
                                    link + ".new");
    std::filesystem::rename(link + ".new", link);
  }

  void wedged(const char* recovery) {
    const std::string address = "0000:03:00.0";
    reconciler.handle(
        {Event::Kind::wedged, *parse_pci_address(address), syspath(address), recovery});
  }

  const DeviceView* card(const std::string& address = "0000:03:00.0") {
    return reconciler.find(*parse_pci_address(address));
  }

  /// Turns the loop until it is so, for five seconds at most.
  ::testing::AssertionResult eventually(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end)
        return ::testing::AssertionFailure() << "not within five seconds";
      sd_event_run(loop.get(), 2000);
    }
    return ::testing::AssertionSuccess();
  }

  ::testing::AssertionResult becomes(State state, const std::string& address = "0000:03:00.0") {
    return eventually([&] { return card(address) != nullptr && card(address)->state == state; });
  }

  Answer ask(engine::Verb verb) {
    std::optional<Answer> answer;
    reconciler.request({0, 3, 0, 0}, std::move(verb),
                       [&answer](Answer a) { answer = std::move(a); });
    EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
    return answer.value_or(Answer{});
  }

  /// Policy on trial; short enough for a test, the bus allows no less than five seconds.
  Answer try_out(std::chrono::seconds limit) { return ask(Apply{limit}); }

  void want(const char* level) {
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, level)})};
    reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
  }

  TemporaryFolder folder;
  std::shared_ptr<FakeBackend> backend = std::make_shared<FakeBackend>();
  sys::Loop loop{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  Log log;
  engine::Reconciler reconciler{loop, options(folder), backend, log};
};

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

// --- events are hints ---

TEST_F(ReconcilerTest, ForgetsTheBindingOnUnbind) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  std::filesystem::remove(syspath("0000:03:00.0") + "/driver");
  event(Event::Kind::unbind);
  EXPECT_EQ(card()->state, State::unmanaged);
  backend->put(kLevel, "low");  // the driver's own value this time
  rebind();
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "low");
}

TEST_F(ReconcilerTest, AnUnbindEventOfABindingThatStandsLosesNoOriginal) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  event(Event::Kind::unbind);
  event(Event::Kind::remove);
  ASSERT_NE(card(), nullptr) << "it is still there";
  EXPECT_EQ(card()->state, State::applied);
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
}

TEST_F(ReconcilerTest, AnUnbindEventThatComesAfterTheNextBindLosesNothingOfThat) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  backend->put(kLevel, "low");
  rebind();
  event(Event::Kind::change);
  ASSERT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }));
  event(Event::Kind::unbind);
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "low");
}

TEST_F(ReconcilerTest, ADriverThatIsStillStartingIsSettling) {
  std::filesystem::remove_all(syspath("0000:03:00.0") + "/drm");
  event(Event::Kind::change);
  ASSERT_TRUE(eventually([&] { return card()->note == "amdgpu is still starting"; }));
  EXPECT_EQ(card()->state, State::settling);
  EXPECT_EQ(ask(Apply{}).failure.code, engine::Failure::Code::busy);
  EXPECT_EQ(backend->write_count(), 0u);
  folder.write("sys/devices/pci0000:00/0000:03:00.0/drm/card0/dev", "226:0\n");
  EXPECT_TRUE(becomes(State::applied)) << "also without an event";
}

TEST_F(ReconcilerTest, TheBindEventTellsThatADriverWithoutNodesHasStarted) {
  std::filesystem::remove_all(syspath("0000:03:00.0") + "/drm");
  event(Event::Kind::bind);
  EXPECT_TRUE(becomes(State::applied));
}

TEST_F(ReconcilerTest, WhenACardLeavesTheOthersAreLookedAtAgain) {
  event(Event::Kind::bind, "0000:03:00.0");
  event(Event::Kind::bind, "0000:04:00.0");
  ASSERT_TRUE(becomes(State::applied, "0000:04:00.0"));
  const auto changes = [&] {
    return std::count(log.lines.begin(), log.lines.end(), "changed 0000:04:00.0 applied");
  };
  const auto before = changes();
  std::filesystem::remove_all(syspath("0000:03:00.0"));
  event(Event::Kind::remove, "0000:03:00.0");
  EXPECT_TRUE(eventually([&] { return changes() > before; })) << "KFD has renumbered its nodes";
}

// --- identity ---

TEST_F(ReconcilerTest, ACardIsNotTouchedBeforeItIsKnownWhoItIs) {
  const auto id = "sys/devices/pci0000:00/0000:03:00.0/unique_id";
  std::filesystem::create_directory(folder / id);  // cannot be read; in a reset that is EPERM
  folder.write("sys/devices/pci0000:00/0000:03:00.0/power_dpm_state/x", "");  // nor can this
  event(Event::Kind::bind);
  ASSERT_TRUE(eventually([&] { return card()->note == "unique_id cannot be read yet"; }));
  EXPECT_EQ(card()->state, State::settling);
  EXPECT_EQ(ask(Revert{.keep = true}).failure.code, engine::Failure::Code::busy);
  EXPECT_EQ(backend->write_count(), 0u);
  EXPECT_FALSE(std::filesystem::exists(folder / "lib/held")) << "held under which name?";
  std::filesystem::remove(folder / id);
  folder.write(id, "00000000deadbeef\n");
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(id_as_seen(card()->device).stable(), "uid-00000000deadbeef");
}

TEST_F(ReconcilerTest, TheIdentityOfABindingStaysWhenItCannotBeReadAnyMore) {
  const auto id = "sys/devices/pci0000:00/0000:03:00.0/unique_id";
  folder.write(id, "00000000deadbeef\n");
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  std::filesystem::remove(folder / id);
  std::filesystem::create_directory(folder / id);
  EXPECT_EQ(ask(Revert{.keep = true}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto") << "by the journal of the same card";
  EXPECT_TRUE(std::filesystem::exists(folder / "lib/held/uid-00000000deadbeef"));
  event(Event::Kind::change);
  EXPECT_EQ(ask(Look{}).failure.text, "");
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(backend->raw(kLevel), "auto");
}

TEST_F(ReconcilerTest, AnIdentityThatNeverAnswersIsGivenUpForThisBinding) {
  std::filesystem::create_directory(folder / "sys/devices/pci0000:00/0000:03:00.0/unique_id");
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied)) << "everything else answers";
  EXPECT_EQ(card()->device.identity, Identity::unreadable);
}

// --- what failed for a passing reason ---

TEST_F(ReconcilerTest, WhatAResetMadeFailIsTriedAgain) {
  backend->fail_writes(kLevel, EPERM);
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::degraded));
  backend->fail_writes(kLevel, 0);
  EXPECT_TRUE(becomes(State::applied)) << "without an event";
}

TEST_F(ReconcilerTest, TheDriversNoIsNotAskedAgain) {
  backend->fail_writes(kLevel, EINVAL);
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::degraded));
  const auto tried = backend->write_count();
  turn_for(loop, std::chrono::milliseconds(60));
  EXPECT_EQ(backend->write_count(), tried);
}

TEST_F(ReconcilerTest, RetriesAreFew) {
  backend->fail_writes(kLevel, EBUSY);
  event(Event::Kind::bind);
  ASSERT_TRUE(eventually([&] { return backend->write_count() == 4; }));
  turn_for(loop, std::chrono::milliseconds(60));
  EXPECT_EQ(backend->write_count(), 4u);
}

TEST_F(ReconcilerTest, ARetryWakesNobody) {
  backend->fail_writes(kLevel, EPERM);
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::degraded));
  folder.write("sys/devices/pci0000:00/0000:03:00.0/power/runtime_status", "suspended\n");
  backend->fail_writes(kLevel, 0);
  turn_for(loop, std::chrono::milliseconds(80));
  EXPECT_EQ(backend->raw(kLevel), "auto");
}

// --- sleep ---

TEST_F(ReconcilerTest, NothingIsWrittenBetweenTheSignalAndWakingUp) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  bool ready = false;
  reconciler.prepare_for_sleep([&ready] { ready = true; });
  ASSERT_TRUE(eventually([&] { return ready; }));
  backend->put(kLevel, "low");
  event(Event::Kind::change);
  reconciler.reconcile_all(Reason::reload);
  std::optional<Answer> answer;
  reconciler.request({0, 3, 0, 0}, Apply{}, [&answer](Answer a) { answer = std::move(a); });
  EXPECT_EQ(ask(Look{}).plan.changes(), 1u) << "a look is no write";
  turn_for(loop, std::chrono::milliseconds(60));
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_FALSE(answer.has_value());
  reconciler.awake();
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high" && answer.has_value(); }));
}

TEST_F(ReconcilerTest, RevertsAndHoldsUntilApply) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(ask(Revert{}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(card()->state, State::held);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_TRUE(eventually([&] { return card()->note == "1 pending"; }));
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
  EXPECT_TRUE(becomes(State::pending));
  const auto answer = ask(Look{});
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
  EXPECT_EQ(ask(Look{}).failure.text, "the device is gone");
}

TEST_F(ReconcilerTest, WakesASuspendedDeviceOnlyToWrite) {
  backend->suspended = true;
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(backend->wakes, 1);
  backend->suspended = true;
  reconciler.reconcile_all(Reason::reload);
  ask(Look{});
  EXPECT_EQ(backend->wakes, 1);
  EXPECT_EQ(card()->state, State::applied);
}

// --- trials ---

TEST_F(ReconcilerTest, ATrialThatNobodyConfirmsGoesBackToBeforeIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_EQ(card()->state, State::unconfirmed);
  EXPECT_NE(card()->trial_until_usec, 0u);
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }))
      << "our own value from before";
  ASSERT_TRUE(eventually([&] { return card()->note == "power_dpm_force_performance_level held"; }));
  EXPECT_EQ(card()->trial_until_usec, 0u);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_EQ(ask(Look{}).plan.changes(), 0u);
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
  Log other_log;
  engine::Reconciler next(loop, options(folder), backend, other_log);
  Policy p;
  p.rules = {rule("r", {}, {setting(kLevel, "low")})};
  next.set_policy(std::make_shared<Policy>(std::move(p)));
  const auto address = *parse_pci_address("0000:03:00.0");
  next.handle({Event::Kind::bind, address, syspath("0000:03:00.0"), ""});
  ASSERT_TRUE(eventually([&] {
    const auto* view = next.find(address);
    return view != nullptr && view->state == State::unconfirmed;
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
  ASSERT_TRUE(becomes(State::unconfirmed)) << "held, not tried again by itself";
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
  Log other_log;
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
    ASSERT_TRUE(eventually([&] { return log.lines.size() > lines; }));
    EXPECT_EQ(backend->raw(kLevel), "high") << "set again";
  }
};

TEST_F(ReconcilerResetTest, TwoResetsTakeRiskySettingsBack) {
  for (const char* recovery : {"none", "rebind"}) {
    SCOPED_TRACE(recovery);
    EXPECT_EQ(backend->raw(kCap), "110000000") << "one reset may be bad luck";
    reset(recovery);
  }
  EXPECT_EQ(card()->last.reason, Reason::reset);
  ASSERT_TRUE(eventually([&] { return backend->raw(kCap) == "100000000"; }));
  reconciler.reconcile_all(Reason::reload);
  ASSERT_TRUE(becomes(State::unconfirmed));
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

// --- what is set at run time ---

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
  ASSERT_TRUE(becomes(State::drifted));
  EXPECT_EQ(card()->note, "power_dpm_force_performance_level contended");
  EXPECT_EQ(backend->raw(kLevel), "auto");
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
