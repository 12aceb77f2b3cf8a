// SPDX-License-Identifier: MIT
// Events are hints: what is bound, who the card is, what is tried again, and what sleep holds up.
#include "reconciler_fixture.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>

namespace rmcp::test {
namespace {

using device::Event;
using engine::Answer;
using engine::Apply;
using engine::PlanOnly;
using engine::Revert;

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
  EXPECT_EQ(ask(Apply{}).failure.code, engine::Failure::Code::device_busy);
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

/// Neither of these leaves a moment in which there is no such file: that would be a card without an
/// identity.
void make_unreadable(const std::filesystem::path& file) {
  const auto link = file.string() + ".new";
  std::filesystem::create_symlink(file.filename(), link);  // a link to itself: ELOOP
  std::filesystem::rename(link, file);
}

void replace_unreadable(const std::filesystem::path& file, const std::string& text) {
  const auto other = file.string() + ".new";
  std::ofstream(other) << text;
  std::filesystem::rename(other, file);
}

TEST_F(ReconcilerTest, ACardIsNotTouchedBeforeItIsKnownWhoItIs) {
  const auto id = "sys/devices/pci0000:00/0000:03:00.0/unique_id";
  make_unreadable(folder / id);  // in a reset that is EPERM
  folder.write("sys/devices/pci0000:00/0000:03:00.0/power_dpm_state/x", "");  // nor can this
  event(Event::Kind::bind);
  ASSERT_TRUE(eventually([&] { return card()->note == "unique_id cannot be read yet"; }));
  EXPECT_EQ(card()->state, State::settling);
  EXPECT_EQ(ask(Revert{.keep = true}).failure.code, engine::Failure::Code::device_busy);
  EXPECT_EQ(backend->write_count(), 0u);
  EXPECT_FALSE(std::filesystem::exists(folder / "lib/held")) << "held under which name?";
  replace_unreadable(folder / id, "00000000deadbeef\n");
  ASSERT_TRUE(becomes(State::applied));
  EXPECT_EQ(id_as_seen(card()->device).stable(), "uid-00000000deadbeef");
}

TEST_F(ReconcilerTest, TheIdentityOfABindingStaysWhenItCannotBeReadAnyMore) {
  const auto id = "sys/devices/pci0000:00/0000:03:00.0/unique_id";
  folder.write(id, "00000000deadbeef\n");
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied));
  make_unreadable(folder / id);
  EXPECT_EQ(ask(Revert{.keep = true}).failure.text, "");
  EXPECT_EQ(backend->raw(kLevel), "auto") << "by the journal of the same card";
  EXPECT_TRUE(std::filesystem::exists(folder / "lib/held/uid-00000000deadbeef"));
  event(Event::Kind::change);
  EXPECT_EQ(ask(PlanOnly{}).failure.text, "");
  EXPECT_EQ(card()->state, State::held);
  EXPECT_EQ(backend->raw(kLevel), "auto");
}

TEST_F(ReconcilerTest, AnIdentityThatNeverAnswersIsGivenUpForThisBinding) {
  std::filesystem::create_directory(folder / "sys/devices/pci0000:00/0000:03:00.0/unique_id");
  event(Event::Kind::bind);
  ASSERT_TRUE(becomes(State::applied)) << "everything else answers";
  EXPECT_EQ(card()->device.identity.known, Identity::unreadable);
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
  EXPECT_EQ(ask(PlanOnly{}).plan.changes(), 1u) << "a look is no write";
  turn_for(loop, std::chrono::milliseconds(60));
  EXPECT_EQ(backend->raw(kLevel), "low");
  EXPECT_FALSE(answer.has_value());
  reconciler.awake();
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high" && answer.has_value(); }));
}

}  // namespace
}  // namespace rmcp::test
