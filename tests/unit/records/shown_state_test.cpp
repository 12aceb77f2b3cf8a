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
  EXPECT_EQ(shown(view, {.held = true, .executed = true}), "held: ");
  view.last.outcomes = {outcome(Result::failed)};
  EXPECT_TRUE(shown(view, {.held = true, .executed = true}).starts_with("degraded: "));
  EXPECT_TRUE(shown(view, {.held = true}).starts_with("held: ")) << "only looked at";
}

TEST(ShownState, SaysWhenNothingIsWrittenOnPurpose) {
  auto view = card();
  view.last.outcomes = {outcome(Result::pending)};
  EXPECT_TRUE(shown(view, {.observing = true}).ends_with(", observe mode"));
  EXPECT_FALSE(shown(view).ends_with(", observe mode"));
}

TEST(ShownState, AnOpenTrialIsNotYetApplied) {
  auto view = card();
  view.last.outcomes = {outcome(Result::applied)};
  show(view, {});
  ASSERT_EQ(view.state, State::applied);
  show_trial(view, TrialPhase::open, "");
  EXPECT_EQ(view.state, State::unconfirmed);
  EXPECT_EQ(view.note, "waits for confirm");
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
