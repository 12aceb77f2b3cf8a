// SPDX-License-Identifier: MIT
// Events and requests, jobs and what is shown of them; devices that do not answer.
#include "engine/reconciler.hpp"

#include "fake_backend.hpp"
#include "policy_builder.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace rmcp::test {
namespace {

using device::Event;
using engine::Answer;
using engine::Job;

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
    return o;
  }

  void event(Event::Kind kind, const std::string& address = "0000:03:00.0") {
    reconciler.handle({kind, *parse_pci_address(address), syspath(address), ""});
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

  Answer ask(Job::Verb verb, bool keep = false) {
    std::optional<Answer> answer;
    reconciler.request({0, 3, 0, 0}, {verb, keep}, [&answer](Answer a) { answer = std::move(a); });
    EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
    return answer.value_or(Answer{});
  }

  /// Policy on trial; short enough for a test, the bus allows no less than five seconds.
  Answer try_out(std::chrono::seconds limit) {
    std::optional<Answer> answer;
    reconciler.request({0, 3, 0, 0}, {.verb = Job::Verb::apply, .revert_after = limit},
                       [&answer](Answer a) { answer = std::move(a); });
    EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
    return answer.value_or(Answer{});
  }

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
  EXPECT_NE(ask(Job::Verb::apply).error.find("vfio-pci"), std::string::npos);
}

TEST_F(ReconcilerTest, ForgetsTheBindingOnUnbind) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  event(Event::Kind::unbind);
  EXPECT_EQ(card()->state, State::unmanaged);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "run/journal"));
}

TEST_F(ReconcilerTest, RevertsAndHoldsUntilApply) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(ask(Job::Verb::revert).error, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(card()->state, State::held);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_TRUE(eventually([&] { return card()->note == "1 pending"; }));
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(ask(Job::Verb::apply).error, "");
  EXPECT_EQ(card()->state, State::applied);
  EXPECT_EQ(backend->raw(kLevel), "high");
}

TEST_F(ReconcilerTest, PlansWithoutWriting) {
  reconciler.set_mode(config::Mode::observe);
  event(Event::Kind::bind);
  EXPECT_TRUE(becomes(State::pending));
  const auto answer = ask(Job::Verb::look);
  EXPECT_EQ(answer.plan.changes(), 1u);
  EXPECT_EQ(ask(Job::Verb::apply).error, "observe mode: nothing is written");
  EXPECT_TRUE(backend->writes.empty());
}

TEST_F(ReconcilerTest, ADeviceThatDoesNotAnswerHoldsUpNobodyElse) {
  backend->hangs = PciAddress{0, 3, 0, 0};
  event(Event::Kind::bind, "0000:03:00.0");
  EXPECT_TRUE(becomes(State::stalled));
  EXPECT_EQ(ask(Job::Verb::apply).error,
            "stalled: an earlier access to the device has not returned");
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
  reconciler.request({0, 3, 0, 0}, {Job::Verb::apply},
                     [&answer](Answer a) { answer = std::move(a); });
  event(Event::Kind::remove);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->error, "the device is gone");
  EXPECT_EQ(log.lines.back(), "removed 0000:03:00.0");
}

TEST_F(ReconcilerTest, SaysThatThereIsNoSuchDevice) {
  EXPECT_EQ(ask(Job::Verb::look).error, "the device is gone");
}

TEST_F(ReconcilerTest, WakesASuspendedDeviceOnlyToWrite) {
  backend->suspended = true;
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(backend->wakes, 1);
  backend->suspended = true;
  reconciler.reconcile_all(Reason::reload);
  ask(Job::Verb::look);
  EXPECT_EQ(backend->wakes, 1);
  EXPECT_EQ(card()->state, State::applied);
}

// --- trials ---

TEST_F(ReconcilerTest, ATrialThatNobodyConfirmsGoesBackToBeforeIt) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).error, "");
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_EQ(card()->state, State::unconfirmed);
  EXPECT_NE(card()->trial_until_usec, 0u);
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }))
      << "our own value from before";
  ASSERT_TRUE(eventually([&] { return card()->note == "power_dpm_force_performance_level held"; }));
  EXPECT_EQ(card()->trial_until_usec, 0u);
  reconciler.reconcile_all(Reason::reload);
  EXPECT_EQ(ask(Job::Verb::look).plan.changes(), 0u);
  EXPECT_EQ(backend->raw(kLevel), "high") << "not tried again by itself";
  EXPECT_EQ(ask(Job::Verb::apply).error, "");
  EXPECT_EQ(backend->raw(kLevel), "low") << "somebody has asked";
}

TEST_F(ReconcilerTest, AConfirmedTrialStays) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  EXPECT_EQ(try_out(std::chrono::seconds(1)).error, "");
  EXPECT_EQ(ask(Job::Verb::confirm).error, "");
  EXPECT_EQ(card()->state, State::applied);
  EXPECT_EQ(ask(Job::Verb::confirm).error, "nothing waits for a confirmation");
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

TEST_F(ReconcilerTest, RevertEndsATrial) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  want("low");
  try_out(std::chrono::seconds(60));
  EXPECT_EQ(ask(Job::Verb::revert).error, "");
  EXPECT_EQ(backend->raw(kLevel), "auto");
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(ask(Job::Verb::confirm).error, "nothing waits for a confirmation");
}

TEST_F(ReconcilerTest, TwoGpuResetsTakeRiskySettingsBack) {
  backend->put(kCap, "100000000");
  Policy p;
  p.rules = {rule("r", {}, {setting(kLevel, "high"), setting(kCap, "110 W")})};
  p.rules.front().trusted = true;
  reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(backend->raw(kCap), "110000000");
  backend->put(kLevel, "auto");
  event(Event::Kind::wedged);
  ASSERT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; })) << "set again";
  EXPECT_EQ(card()->last.reason, Reason::reset);
  EXPECT_EQ(backend->raw(kCap), "110000000") << "one reset may be bad luck";
  event(Event::Kind::wedged);
  ASSERT_TRUE(eventually([&] { return backend->raw(kCap) == "100000000"; }));
  EXPECT_EQ(backend->raw(kLevel), "high");
  reconciler.reconcile_all(Reason::reload);
  ASSERT_TRUE(becomes(State::unconfirmed));
  EXPECT_EQ(backend->raw(kCap), "100000000");
}

// --- what is set at run time ---

TEST_F(ReconcilerTest, AnOverrideStandsAbovePolicyUntilItIsUnset) {
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  const auto change = [&](state::OverrideChange wish) {
    std::optional<Answer> answer;
    reconciler.request({0, 3, 0, 0}, {.verb = Job::Verb::apply, .overrides = std::move(wish)},
                       [&answer](Answer a) { answer = std::move(a); });
    EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
    return answer.value_or(Answer{}).error;
  };
  EXPECT_EQ(change({.set = {{kLevel, "low"}}}), "");
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_EQ(card()->desired.settings.at(kLevel).origin.file, "override");
  EXPECT_EQ(change({.unset = {kLevel}}), "");
  EXPECT_EQ(backend->raw(kLevel), "high");
  EXPECT_EQ(ask(Job::Verb::revert).error, "");
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
  EXPECT_EQ(ask(Job::Verb::apply).error, "");
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
