// SPDX-License-Identifier: MIT
// Risky settings over boots, resets and cards that sleep: what is written, and what is not any
// more.
#include "daemon/engine/job.hpp"

#include "daemon/engine/caution.hpp"
#include "fake_backend.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::test {
namespace {

using engine::Apply;
using engine::Confirm;
using engine::Reconcile;

/// A card whose maker chose 100 W and allows 120; policy wants 110.
class JobTest : public testing::Test {
 protected:
  JobTest() {
    const std::string base = "sys/devices/pci0000:00/0000:03:00.0/";
    for (const auto& [name, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"vendor", "0x1002\n"},
             {"device", "0x73ff\n"},
             {"class", "0x030000\n"},
             {"revision", "0xc7\n"},
             {"drm/card0/dev", "226:0\n"},
             {"power/runtime_status", "active\n"}}) {
      root.write(base + name, text);
    }
    root.write("sys/bus/pci/drivers/amdgpu/module", "");
    std::filesystem::create_directory_symlink(root / "sys/bus/pci/drivers/amdgpu",
                                              root / (base + "driver"));
    backend.files = {{kCap, {.raw = "100000000"}}, {kLevel, {.raw = "auto"}}};
  }

  engine::Job job(engine::Verb verb = Reconcile{}) const {
    engine::Job out;
    out.paths.sys = root / "sys";
    out.paths.runtime = root / "run";
    out.paths.state = root / "lib";
    out.boot_id = boot;
    out.syspath = root / "sys/devices/pci0000:00/0000:03:00.0";
    out.verb = std::move(verb);
    out.notes = std::make_shared<state::Notes>(out.paths);
    Policy policy;
    policy.rules = {rule("r", {}, {setting(kCap, "110 W"), setting(kLevel, "high")})};
    policy.rules.front().trusted = trusted;
    out.policy = std::make_shared<Policy>(std::move(policy));
    return out;
  }

  engine::JobResult run(const engine::Job& what) {
    engine::JobControl control;
    return engine::run(what, backend, control);
  }

  /// The machine dies and comes up again: the card has its own values, and rmcpd's runtime
  /// directory is gone.
  void die_and_boot(const char* id) {
    boot = id;
    std::filesystem::remove_all(root / "run");
    backend.files[kCap].raw = "100000000";
    backend.files[kLevel].raw = "auto";
  }

  /// Policy on trial.
  engine::Job attempt() const {
    auto out = job(Apply{std::chrono::seconds(60)});
    out.consent.requested = out.consent.trial = true;
    return out;
  }

  static TrialPhase phase(const engine::JobResult& result) {
    return result.trial ? result.trial->phase : TrialPhase::none;
  }

  Result result_of(const engine::JobResult& result, const char* knob) {
    for (const auto& outcome : result.report.outcomes)
      if (outcome.name == knob) return outcome.result;
    return Result::failed;
  }

  TemporaryFolder root;
  FakeBackend backend;
  std::string boot = "boot 1";
  bool trusted = true;
};

TEST_F(JobTest, WhatIsRiskyWaitsAndWhatIsSafeDoesNot) {
  trusted = false;
  const auto result = run(job());
  EXPECT_EQ(result_of(result, kCap), Result::unconfirmed);
  EXPECT_EQ(result_of(result, kLevel), Result::applied);
  EXPECT_EQ(state_of(result.report), State::unconfirmed);
  EXPECT_FALSE(result.on_probation);
}

TEST_F(JobTest, AConfirmedValueIsAppliedOnTheNextBootOfThatCard) {
  trusted = false;
  EXPECT_EQ(phase(run(attempt())), TrialPhase::open);
  auto confirmation = job(Confirm{});
  confirmation.trial = TrialPhase::open;
  EXPECT_EQ(phase(run(confirmation)), TrialPhase::none);
  die_and_boot("boot 2");
  EXPECT_EQ(result_of(run(job()), kCap), Result::applied);
  EXPECT_EQ(backend.files[kCap].raw, "110000000");
}

TEST_F(JobTest, AMachineThatDiedOnTrialDoesNotTryAgain) {
  trusted = false;
  run(attempt());
  die_and_boot("boot 2");
  const auto result = run(job());
  EXPECT_EQ(result_of(result, kCap), Result::taken_back);
  EXPECT_EQ(result_of(result, kLevel), Result::taken_back) << "it was part of the same trial";
  EXPECT_EQ(backend.files[kCap].raw, "100000000");
  EXPECT_EQ(phase(result), TrialPhase::none);
}

TEST_F(JobTest, AfterTwoUncleanBootsTheGuiltySettingIsHeldAndTheOthersAreNot) {
  EXPECT_TRUE(run(job()).on_probation);
  die_and_boot("boot 2");
  EXPECT_EQ(result_of(run(job()), kCap), Result::applied) << "once may be bad luck";
  die_and_boot("boot 3");
  const auto result = run(job());
  EXPECT_EQ(result_of(result, kCap), Result::taken_back);
  EXPECT_EQ(result_of(result, kLevel), Result::applied);
  EXPECT_EQ(backend.files[kCap].raw, "100000000");
  die_and_boot("boot 4");
  EXPECT_EQ(result_of(run(job()), kCap), Result::taken_back) << "until somebody asks";
  auto asked = job(Apply{});
  asked.consent.requested = true;
  EXPECT_EQ(result_of(run(asked), kCap), Result::applied);
}

TEST_F(JobTest, ARiskThatCannotBeNotedIsNotTakenAndTheRestIsApplied) {
  root.write("lib", "a file where the folder should be");
  const auto result = run(job());
  EXPECT_EQ(result_of(result, kCap), Result::unconfirmed);
  EXPECT_EQ(result_of(result, kLevel), Result::applied);
  EXPECT_EQ(backend.files[kCap].raw, "100000000");
}

TEST_F(JobTest, ARestartOfTheDaemonIsNoUncleanBoot) {
  run(job());
  for (int i = 0; i < 5; ++i) {
    backend.files[kCap].raw = "100000000";
    EXPECT_EQ(result_of(run(job()), kCap), Result::applied) << i;
  }
}

TEST_F(JobTest, ASecondResetTakesRiskySettingsBackAndLeavesTheOthers) {
  run(job());
  const auto after = job(Reconcile{.take_back = "the GPU was reset twice"});
  const auto result = run(after);
  EXPECT_EQ(backend.files[kCap].raw, "100000000");
  EXPECT_EQ(backend.files[kLevel].raw, "high");
  EXPECT_EQ(result_of(result, kCap), Result::restored);
  EXPECT_EQ(result_of(run(job()), kCap), Result::taken_back);
}

TEST_F(JobTest, ASleepingCardIsWokenOnceToLearnWhatItCannotHave) {
  trusted = false;
  backend.suspended = true;
  auto first = job();
  auto result = run(first);
  EXPECT_EQ(backend.wakes, 1) << "there is a safe setting to write";
  backend.suspended = true;
  auto later = job();
  later.consent.refused[{kCap, "110 W"}] = {StepState::unconfirmed, "risky"};
  result = run(later);
  EXPECT_EQ(backend.wakes, 1);
  EXPECT_EQ(result_of(result, kCap), Result::unconfirmed);
}

TEST(Released, IsAlsoWhatMayHaveBeenWrittenByHalf) {
  // Killed after the write, or refused after its first line: nothing is noted as in force.
  const auto text = [](const Originals& originals) {
    const auto desired = engine::released(originals);
    const auto it = desired.settings.find("fan.speed");
    return it == desired.settings.end() ? std::string() : to_string(it->second.value);
  };
  EXPECT_EQ(text({{"fan.speed", {"pwm1_enable=2", ""}}}), "auto");
  EXPECT_EQ(text({{"fan.speed", {"pwm1_enable=2", "40 %"}}}), "auto");
  EXPECT_EQ(text({{"fan.speed", {"pwm1_enable=2", "auto"}}}), "");
  EXPECT_EQ(text({{kCap, {"100000000", "90 W"}}}), "");
}

}  // namespace
}  // namespace rmcp::test
