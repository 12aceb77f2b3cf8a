// SPDX-License-Identifier: MIT
// The state and the note that people see, by what a job found.
#include "lib/records/shown_state.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

DeviceView card(const std::string& driver = "amdgpu") {
  DeviceView view;
  view.device.binding.driver = driver;
  return view;
}

/// Something that policy asks for.
Desired desired() {
  Desired out;
  out.settings["attribute.power_cap"] = {};
  return out;
}

Outcome outcome(Result result) {
  Outcome out;
  out.name = "attribute.power_cap";
  out.result = result;
  return out;
}

std::string shown(DeviceView view, const Handled& job = {}) {
  show(view, job);
  return std::string(to_string(view.state)) + ": " + view.note;
}

TEST(ShownState, OfACardThatIsNotOurs) {
  EXPECT_EQ(shown(card("")), "unmanaged: no driver");
  EXPECT_EQ(shown(card("vfio-pci")), "unmanaged: ");
}

TEST(ShownState, OfACardThatIsNotReady) {
  EXPECT_EQ(shown(card(), {.settling = "its driver is starting"}),
            "settling: its driver is starting");
}

TEST(ShownState, AHoldOutweighsAllButItsOwnFailure) {
  auto view = card();
  EXPECT_EQ(shown(view, {.held = true, .executed = true}), "held: rmcpctl apply goes on");
  view.last.outcomes = {outcome(Result::failed)};
  EXPECT_TRUE(shown(view, {.held = true, .executed = true}).starts_with("degraded: "));
  EXPECT_TRUE(shown(view, {.held = true}).starts_with("held: ")) << "only looked at";
}

TEST(ShownState, SaysWhenNothingIsWrittenOnPurpose) {
  auto view = card();
  view.desired = desired();
  view.last.outcomes = {outcome(Result::already)};
  EXPECT_EQ(shown(view), "applied: ");
  EXPECT_EQ(shown(view, {.only_planned = true, .why_not = "observe mode"}),
            "planned: nothing to change: observe mode");
  EXPECT_EQ(shown(view, {.only_planned = true}), "planned: nothing to change");
  view.last.outcomes = {outcome(Result::planned)};
  EXPECT_EQ(shown(view, {.only_planned = true}), "planned: 1 change");
}

TEST(ShownState, NothingIsAppliedWherePolicyAsksForNothing) {
  EXPECT_EQ(shown(card()), "unconfigured: ");
  EXPECT_EQ(shown(card(), {.only_planned = true}), "unconfigured: ");
  auto view = card();
  view.last.outcomes = {outcome(Result::restored)};
  EXPECT_EQ(shown(view), "unconfigured: ") << "its last rule is gone";
  view.last.outcomes = {outcome(Result::failed)};
  EXPECT_TRUE(shown(view).starts_with("degraded: ")) << "and its value did not come back";
}

TEST(ShownState, AnOpenTrialIsNotYetApplied) {
  auto view = card();
  view.desired = desired();
  view.last.outcomes = {outcome(Result::applied)};
  show(view, {});
  ASSERT_EQ(view.state, State::applied);
  show_trial(view, TrialPhase::open, "");
  EXPECT_EQ(view.state, State::trial);
  EXPECT_EQ(view.note, "rmcpctl confirm keeps it");
}

TEST(ShownState, AnOpenTrialIsToldBesideAFailure) {
  auto view = card();
  view.last.outcomes = {outcome(Result::applied), outcome(Result::failed)};
  show(view, {});
  show_trial(view, TrialPhase::open, "");
  EXPECT_EQ(view.state, State::degraded);
  EXPECT_EQ(view.note, "power_cap failed; on trial: rmcpctl confirm");
  show_trial(view, TrialPhase::open, "");
  EXPECT_EQ(view.note, "power_cap failed; on trial: rmcpctl confirm") << "told once";
}

TEST(ShownState, ATrialThatIsNotBackSaysWhy) {
  auto view = card();
  show(view, {});
  show_trial(view, TrialPhase::undoing, "busy");
  EXPECT_EQ(view.state, State::degraded);
  EXPECT_EQ(view.note, "being taken back: busy");
  show_trial(view, TrialPhase::stuck, "");
  EXPECT_EQ(view.note, "stuck");
}

}  // namespace
}  // namespace rmcp::test
