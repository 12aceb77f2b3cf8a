// SPDX-License-Identifier: MIT
// What is remembered of cards over jobs, restarts and boots.
#include "daemon/state/notes.hpp"

#include "daemon/engine/memory.hpp"
#include "daemon/state/probation.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using namespace std::chrono_literals;

class NotesTest : public testing::Test {
 protected:
  NotesTest() {
    paths.runtime = run.path();
    paths.state = lib.path();
    card.address = {0, 3, 0, 0};
    card.pci.device = 0x73ff;
    card.identity.unique_id = 0x1234;
  }
  CardId id() const { return id_as_seen(card); }

  state::Notes notes() const { return state::Notes(paths); }
  std::string overlay() const {
    const auto read = notes().overrides.read(id());
    auto text = read.profile;
    for (const auto& s : read.settings) text += " " + s.name + "=" + to_string(s.value);
    return text;
  }

  TemporaryFolder run, lib;
  sys::Paths paths;
  Device card;
};

TEST_F(NotesTest, ConsentOutlivesARestart) {
  ASSERT_EQ(notes().consents.approve(id(), {{kCap, "120 W"}}), 0);
  ASSERT_EQ(notes().consents.revoke(id(), {{kLevel, "high"}}, "why"), 0);
  const auto consent = notes().consents.read(id());
  EXPECT_TRUE(consent.approved.contains({kCap, "120 W"}));
  EXPECT_EQ(consent.taken_back.at({kLevel, "high"}), "why");
  ASSERT_EQ(notes().consents.clear_revoked(id()), 0);
  EXPECT_TRUE(notes().consents.read(id()).taken_back.empty());
  EXPECT_TRUE(notes().consents.read(id()).approved.contains({kCap, "120 W"}));
}

TEST_F(NotesTest, ConsentIsForOneCard) {
  EXPECT_EQ(notes().consents.approve(id(), {{kCap, "120 W"}}), 0);
  card.identity.unique_id = 0x4321;
  EXPECT_TRUE(notes().consents.read(id()).approved.empty());
}

TEST_F(NotesTest, DamagedConsentIsNone) {
  EXPECT_EQ(notes().consents.approve(id(), {{kCap, "120 W"}}), 0);
  lib.write("consent/" + id().key() + ".json", R"({"approved": [{"knob": 7}]})");
  EXPECT_TRUE(notes().consents.read(id()).approved.empty());
  lib.write("consent/" + id().key() + ".json", "{");
  EXPECT_TRUE(notes().consents.read(id()).approved.empty());
}

TEST_F(NotesTest, ATrialIsReadAsItWasSaved) {
  const Trial trial{.boot_id = "b",
                    .bind_epoch = 17,
                    .before = {{kLevel, {"auto", "manual"}}},
                    .tried = {{kLevel, "high"}, {kCap, "95 W"}},
                    .risky = {{kCap, "95 W"}}};
  ASSERT_EQ(notes().trials.save(id(), trial), 0);
  EXPECT_EQ(notes().trials.read(id()), trial);
  ASSERT_EQ(notes().trials.drop(id()), 0);
  EXPECT_EQ(notes().trials.read(id()), std::nullopt);
}

TEST_F(NotesTest, NotesOfTheFirstReleaseAreRead) {
  lib.write("trials/uid-0000000000001234.json", R"({
    "before": {"attribute.power_dpm_force_performance_level": {"original": "auto", "wanted": "manual"}},
    "bind_epoch": 99, "boot_id": "7c1e",
    "risky": [{"knob": "attribute.power_cap", "value": "130 W"}],
    "tried": [{"knob": "attribute.power_cap", "value": "130 W"}]})");
  lib.write("held/uid-0000000000001234", "");
  lib.write("consent/uid-0000000000001234.json", R"({
    "approved": [{"knob": "attribute.power_cap", "value": "125 W"}],
    "taken_back": [{"knob": "fan.speed", "value": "30 %", "why": "held: it was not confirmed in time"}]})");
  const auto trial = notes().trials.read(id());
  ASSERT_TRUE(trial.has_value());
  EXPECT_EQ(trial->phase, TrialPhase::open);
  EXPECT_EQ(trial->bind_epoch, 99u);
  EXPECT_EQ(trial->before.at(kLevel).wanted, "manual");
  EXPECT_EQ(trial->tried, (std::vector<KnobValue>{{kCap, "130 W"}}));
  EXPECT_TRUE(notes().holds.held(id()));
  EXPECT_TRUE(notes().consents.read(id()).approved.contains({kCap, "125 W"}));
  const auto taken_back = notes().consents.read(id()).taken_back;
  EXPECT_EQ(
      taken_back,
      (std::map<KnobValue, std::string>{{{"fan.speed", "30 %"}, "it was not confirmed in time"}}));
}

TEST_F(NotesTest, TransientOverridesEndWithTheBootKeptOnesDoNot) {
  ASSERT_EQ(notes().overrides.change(id(), {.set = {{kCap, "95 W"}}, .keep = true}), 0);
  ASSERT_EQ(notes().overrides.change(id(), {.set = {{kLevel, "high"}}, .profile = "quiet"}), 0);
  EXPECT_EQ(overlay(), std::string("quiet ") + kCap + "=95 W " + kLevel + "=high");
  const TemporaryFolder next_boot;
  paths.runtime = next_boot.path();
  EXPECT_EQ(overlay(), std::string(" ") + kCap + "=95 W");
}

TEST_F(NotesTest, AnOverrideSaysHowLongItStays) {
  ASSERT_EQ(
      notes().overrides.change(id(), {.set = {{kCap, "95 W"}}, .profile = "quiet", .keep = true}),
      0);
  ASSERT_EQ(notes().overrides.change(id(), {.set = {{kLevel, "high"}}}), 0);
  const auto found = notes().overrides.read(id());
  EXPECT_TRUE(found.profile_kept);
  ASSERT_EQ(found.settings.size(), 2u);
  EXPECT_EQ(found.settings[0].origin.section, "kept");
  EXPECT_EQ(found.settings[1].origin.section, "until reboot");

  ASSERT_EQ(notes().overrides.change(id(), {.set = {{kCap, "96 W"}}, .profile = "games"}), 0);
  const auto above = notes().overrides.read(id());
  EXPECT_FALSE(above.profile_kept);
  EXPECT_EQ(above.settings[0].origin.section, "until reboot");
}

TEST_F(NotesTest, TheLaterOverrideCountsWhereverItIsKept) {
  EXPECT_EQ(notes().overrides.change(id(), {.set = {{kCap, "95 W"}}}), 0);
  EXPECT_EQ(notes().overrides.change(id(), {.set = {{kCap, "96 W"}}, .keep = true}), 0);
  EXPECT_EQ(overlay(), std::string(" ") + kCap + "=96 W");
  EXPECT_EQ(notes().overrides.change(id(), {.set = {{kCap, "97 W"}}}), 0);
  EXPECT_EQ(overlay(), std::string(" ") + kCap + "=97 W");
}

TEST_F(NotesTest, UnsetTakesBothAway) {
  EXPECT_EQ(
      notes().overrides.change(id(), {.set = {{kCap, "95 W"}}, .profile = "quiet", .keep = true}),
      0);
  EXPECT_EQ(notes().overrides.change(id(), {.set = {{kCap, "96 W"}}}), 0);
  EXPECT_EQ(notes().overrides.change(id(), {.unset = {kCap}}), 0);
  EXPECT_EQ(overlay(), "quiet");
  EXPECT_EQ(notes().overrides.change(id(), {.profile = ""}), 0);
  EXPECT_EQ(overlay(), "");
  EXPECT_FALSE(std::filesystem::exists(lib / ("overrides/" + id().key() + ".json")));
}

TEST_F(NotesTest, ATransientOverrideNeedsNoStateDirectory) {
  paths.state = lib / "file/below";
  lib.write("file", "");
  EXPECT_EQ(notes().overrides.change(id(), {.set = {{kCap, "95 W"}}}), 0);
  EXPECT_NE(notes().overrides.change(id(), {.set = {{kCap, "95 W"}}, .keep = true}), 0);
}

TEST_F(NotesTest, AnOverrideThatNoKnobTakesAnyMoreIsLeftOut) {
  run.write("overrides/" + id().key() + ".json",
            R"({"set": {"attribute.gone": "1", "attribute.power_cap": "no power"}})");
  EXPECT_EQ(overlay(), "");
}

TEST_F(NotesTest, ABootThatLivedLongEnoughIsNotUnclean) {
  EXPECT_EQ(state::Probation(lib.path(), "boot 1", "card").begin(), 0);
  EXPECT_EQ(state::Probation(lib.path(), "boot 1", "card").unclean_boots(), 0u) << "a restart";
  EXPECT_EQ(state::Probation(lib.path(), "boot 1", "card").end(), 0);
  EXPECT_EQ(state::Probation(lib.path(), "boot 2", "card").unclean_boots(), 0u);
}

TEST_F(NotesTest, UncleanBootsInARowAreCounted) {
  EXPECT_EQ(state::Probation(lib.path(), "boot 1", "card").begin(), 0);
  EXPECT_EQ(state::Probation(lib.path(), "boot 2", "card").begin(), 0);
  EXPECT_EQ(state::Probation(lib.path(), "boot 2", "card").unclean_boots(), 1u);
  EXPECT_EQ(state::Probation(lib.path(), "boot 3", "card").unclean_boots(), 2u);
}

// --- what the loop remembers ---

Report reapplied(const char* knob) {
  Outcome outcome;
  outcome.name = knob;
  outcome.result = Result::applied;
  outcome.drift = true;
  return {.outcomes = {outcome}};
}

TEST(MemoryTest, ThreeReappliesInAMinuteAreAFight) {
  engine::Memory memory;
  const engine::Memory::Time start{};
  memory.learn({}, reapplied(kLevel), start);
  memory.learn({}, reapplied(kLevel), start + 10s);
  EXPECT_TRUE(memory.consent().contended.empty());
  memory.learn({}, reapplied(kLevel), start + 20s);
  EXPECT_TRUE(memory.consent().contended.contains(kLevel));
  memory.forget_fights();
  EXPECT_TRUE(memory.consent().contended.empty());
}

TEST(MemoryTest, NowAndThenIsNoFight) {
  engine::Memory memory;
  for (int i = 0; i < 10; ++i)
    memory.learn({}, reapplied(kLevel), engine::Memory::Time{} + i * 31s);
  EXPECT_TRUE(memory.consent().contended.empty());
}

TEST(MemoryTest, TwoResetsWithinTenMinutesAreMoreThanBadLuck) {
  engine::Memory memory;
  const engine::Memory::Time start{};
  EXPECT_FALSE(memory.reset_lately(start));
  memory.count_reset(start);
  EXPECT_TRUE(memory.reset_lately(start + 9min));
  EXPECT_FALSE(memory.reset_lately(start + 11min));
}

}  // namespace
}  // namespace rmcp::test
