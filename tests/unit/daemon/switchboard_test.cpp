// SPDX-License-Identifier: MIT
// Who hears of a change, in which order, and how often.
#include "daemon/switchboard.hpp"

#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr PciAddress kOne{0, 3, 0, 0}, kTwo{0, 4, 0, 0};

class SwitchboardTest : public testing::Test {
 protected:
  Switchboard::Parts parts() {
    const auto note = [this](const char* what) {
      return [this, what] { lines.emplace_back(what); };
    };
    const auto note_card = [this](const char* what) {
      return [this, what](const PciAddress& address) {
        lines.push_back(what + std::string(address == kOne ? " one" : " two"));
      };
    };
    return {.known_cards = note("known"),
            .files = note("files"),
            .module = note("module"),
            .status =
                [this] {
                  lines.emplace_back("status");
                  if (on_status) std::exchange(on_status, {})();
                },
            .added = note_card("added"),
            .changed =
                [this, tell = note_card("changed")](const PciAddress& address) {
                  tell(address);
                  if (on_changed) std::exchange(on_changed, {})();
                },
            .removed = note_card("removed"),
            .applied = [this](const DeviceView& v) { lines.push_back("applied " + v.note); },
            .policy_changed = note("policy"),
            .settled = note("settled")};
  }

  static DeviceView card(const PciAddress& address, const std::string& note = "") {
    DeviceView view;
    view.device.address = address;
    view.note = note;
    return view;
  }

  std::vector<std::string> told() {
    turn_until(loop, [this] { return !lines.empty(); });
    return std::exchange(lines, {});
  }

  sys::Loop loop{[this](const std::exception& e) { lines.emplace_back(e.what()); }};
  std::vector<std::string> lines;
  std::function<void()> on_status, on_changed;
  Switchboard switchboard{loop, parts()};
};

TEST_F(SwitchboardTest, FilesAndStatusComeBeforeTheBus) {
  switchboard.device_added(card(kOne));
  EXPECT_THAT(told(), ElementsAre("known", "files", "module", "status", "added one"));
}

TEST_F(SwitchboardTest, ManyChangesAreOneRound) {
  for (int i = 0; i < 3; ++i) {
    switchboard.device_changed(card(kTwo));
    switchboard.device_changed(card(kOne));
  }
  switchboard.policy_changed();
  EXPECT_THAT(told(), ElementsAre("known", "files", "module", "status", "changed two",
                                  "changed one", "policy"));
  turn_for(loop, std::chrono::milliseconds(20));
  EXPECT_THAT(lines, IsEmpty());
}

TEST_F(SwitchboardTest, ACardThatComesAgainIsAnother) {
  switchboard.device_changed(card(kOne));
  switchboard.device_removed(kOne);
  switchboard.device_added(card(kOne));
  switchboard.device_changed(card(kOne));
  EXPECT_THAT(told(), ElementsAre("known", "files", "module", "status", "changed one",
                                  "removed one", "added one"));
}

TEST_F(SwitchboardTest, AnApplicationIsToldAsItWas) {
  switchboard.device_applied(card(kOne, "first"));
  switchboard.device_applied(card(kOne, "second"));
  EXPECT_THAT(told(), testing::IsSupersetOf({"applied first", "applied second"}));
}

TEST_F(SwitchboardTest, ACallerIsAnsweredWhenAllIsTold) {
  switchboard.device_changed(card(kOne));
  switchboard.after([this] { lines.emplace_back("answer"); });
  EXPECT_THAT(lines, IsEmpty());
  EXPECT_THAT(told(), ElementsAre("known", "files", "module", "status", "changed one", "answer"));
  switchboard.after([this] { lines.emplace_back("at once"); });
  EXPECT_THAT(lines, ElementsAre("at once"));
}

TEST_F(SwitchboardTest, NothingWaitsWhenSomebodyAsks) {
  switchboard.device_changed(card(kOne));
  switchboard.flush();
  EXPECT_THAT(lines, testing::Contains("changed one"));
  switchboard.flush();
  EXPECT_EQ(lines.size(), 5U) << "nothing is new";
}

TEST_F(SwitchboardTest, WhatARoundChangesIsToldOfToo) {
  on_status = [this] { switchboard.policy_changed(); };
  on_changed = [this] { switchboard.device_changed(card(kTwo)); };
  switchboard.device_changed(card(kOne));
  turn_until(loop, [this] { return lines.size() >= 11; });
  EXPECT_THAT(lines, ElementsAre("known", "files", "module", "status", "changed one", "policy",
                                 "known", "files", "module", "status", "changed two"));
}

TEST_F(SwitchboardTest, APartThatThrowsKeepsNobodyFromHearing) {
  on_status = [] { throw std::runtime_error("no status"); };
  switchboard.device_changed(card(kOne));
  EXPECT_THAT(told(),
              ElementsAre("known", "files", "module", "status", "no status", "changed one"));
}

TEST_F(SwitchboardTest, AllIsToldBeforeTheMachineIsSettled) {
  switchboard.device_changed(card(kOne));
  switchboard.settled();
  EXPECT_THAT(lines, ElementsAre("known", "files", "module", "status", "changed one", "settled"));
}

}  // namespace
}  // namespace rmcp::test
