// SPDX-License-Identifier: MIT
// A card whose driver probes it again on request: the parameters are the card's while it does, and
// the module's own again whatever happens.
#include "daemon/engine/module_job.hpp"
#include "daemon/state/module_journal.hpp"
#include "daemon/state/probes.hpp"
#include "lib/sys/file.hpp"
#include "reconciler_fixture.hpp"

#include <gmock/gmock.h>

#include <future>
#include <mutex>

namespace rmcp::test {
namespace {

using engine::Rebind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using Code = Failure::Code;

constexpr auto kCard = "0000:03:00.0", kOther = "0000:04:00.0";

/// Linux 6.12, and links of the driver that come and go as the kernel's do.
class RebindTest : public ReconcilerTest {
 protected:
  RebindTest() {
    folder.write("proc/sys/kernel/osrelease", "6.12.95\n");
    folder.write("sys/module/amdgpu/initstate", "live\n");
    folder.write("sys/module/amdgpu/parameters/noretry", "-1\n");
    for (const auto* address : {kCard, kOther}) link_to_bus(address);
    backend->on_unbind = [this](const Device& device) {
      std::filesystem::remove(device.syspath + "/driver");
      backend->bound = false;
      return sys::kDone;
    };
    backend->on_bind = [this](const Device& device) { return probe(device); };
    want_retry("0");
    event(device::Event::Kind::bind, kCard);
    event(device::Event::Kind::bind, kOther);
    EXPECT_TRUE(becomes(State::pending, kCard)) << "nobody has stored the parameter";
    EXPECT_TRUE(becomes(State::pending, kOther));
  }

  void link_to_bus(const std::string& address) const {
    write_generation(folder, "sys/devices/pci0000:00/" + address + "/");
    namespace fs = std::filesystem;
    fs::create_directory_symlink(folder / "sys/bus/pci", syspath(address) + "/subsystem");
    fs::create_directory_symlink(syspath(address),
                                 folder / ("sys/bus/pci/drivers/amdgpu/" + address));
  }

  void want_retry(const char* noretry) {
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, "high"), setting("parameter.noretry", noretry)})};
    policy = std::make_shared<Policy>(std::move(p));
    reconciler.set_policy(policy);
  }

  /// The driver looks at its parameters, and may refuse the card.
  sys::Status probe(const Device& device) {
    const std::lock_guard lock(mutex);
    seen.push_back(loaded());
    if (refused == loaded()) return sys::Status(EINVAL);
    rebind(to_string(device.address));
    backend->bound = true;
    return sys::kDone;
  }

  std::size_t probes() {
    const std::lock_guard lock(mutex);
    return seen.size();
  }

  std::string loaded() const {
    return sys::read_attribute(folder / "sys/module/amdgpu/parameters/noretry").value_or("");
  }
  std::map<std::string, std::string> originals() const {
    return state::ModuleJournal(paths().runtime, boot_id()).originals();
  }
  std::optional<state::Probe> recorded(const char* address) const {
    return state::Probes(paths().runtime, boot_id())
        .read(*parse_pci_address(address), sys::inode(syspath(address) + "/driver"));
  }
  sys::Paths paths() const { return options(folder).paths; }
  std::string boot_id() const { return sys::LoopFiles(paths()).boot_id(); }

  /// A round of the module keeper of the same daemon, or of the next one.
  engine::ModuleResult round(std::shared_ptr<engine::ParameterWindow> of_daemon) const {
    return engine::run({.paths = paths(),
                        .boot_id = boot_id(),
                        .cards = {},
                        .policy = std::make_shared<Policy>(),
                        .machine = {},
                        .notes = std::make_shared<state::Notes>(paths()),
                        .write = true,
                        .window = std::move(of_daemon)});
  }

  std::shared_ptr<Policy> policy;
  std::mutex mutex;
  std::vector<std::string> seen;  // noretry in each probe
  std::string refused;
};

TEST_F(RebindTest, ProbesTheCardWithItsOwnValueAndPutsTheModulesBack) {
  const auto answer = ask(Rebind{});
  EXPECT_EQ(answer.failure.text, "");
  EXPECT_THAT(answer.rebound.values, ElementsAre(Pair("noretry", "0")));
  EXPECT_THAT(answer.rebound.remarks, IsEmpty());
  EXPECT_THAT(seen, ElementsAre("0"));
  EXPECT_EQ(loaded(), "-1");
  EXPECT_THAT(originals(), IsEmpty());
  ASSERT_TRUE(recorded(kCard));
  EXPECT_THAT(recorded(kCard)->values, ElementsAre(Pair("noretry", "0")));
  EXPECT_FALSE(recorded(kCard)->uncertain);
  EXPECT_FALSE(recorded(kOther));
}

TEST_F(RebindTest, AppliesTheCardsSettingsAgain) {
  backend->put(kLevel, "auto");
  ask(Rebind{});
  EXPECT_TRUE(eventually([&] { return backend->raw(kLevel) == "high"; }));
  EXPECT_TRUE(becomes(State::pending));
  EXPECT_EQ(card()->device.binding.epoch, sys::inode(syspath(kCard) + "/driver"));
}

TEST_F(RebindTest, ShowsThatItIsUnderWay) {
  std::string shown;
  std::promise<void> go;
  backend->on_bind = [this, held = go.get_future().share()](const Device& device) {
    held.wait();
    return probe(device);
  };
  std::optional<engine::Answer> answer;
  reconciler.request({0, 3, 0, 0}, Rebind{}, [&](engine::Answer a) { answer = std::move(a); });
  ASSERT_TRUE(eventually([&] { return loaded() == "0"; }));
  event(device::Event::Kind::unbind);
  EXPECT_EQ(card()->state, State::settling);
  EXPECT_EQ(card()->note, "is being rebound");
  go.set_value();
  EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
  EXPECT_EQ(answer->failure.text, "");
  EXPECT_TRUE(becomes(State::pending));
}

TEST_F(RebindTest, BindsTheCardWithoutAValueThatItsProbeDoesNotSurvive) {
  refused = "0";
  const auto answer = ask(Rebind{});
  EXPECT_THAT(answer.failure.text, HasSubstr("bind with noretry=0: EINVAL"));
  EXPECT_THAT(answer.failure.text, HasSubstr("bound again without"));
  EXPECT_THAT(seen, ElementsAre("0", "-1"));
  EXPECT_EQ(loaded(), "-1");
  EXPECT_FALSE(recorded(kCard));
  EXPECT_TRUE(becomes(State::pending));
}

TEST_F(RebindTest, SaysThatACardHasNoDriverNow) {
  backend->on_bind = [](const Device&) { return sys::Status(ENODEV); };
  EXPECT_THAT(ask(Rebind{}).failure.text, HasSubstr("it has no driver now"));
  EXPECT_EQ(loaded(), "-1");
  EXPECT_TRUE(becomes(State::unmanaged));
}

TEST_F(RebindTest, LeavesACardAloneThatCannotBeUnbound) {
  backend->on_unbind = [](const Device&) { return sys::Status(EBUSY); };
  EXPECT_THAT(ask(Rebind{}).failure.text, HasSubstr("unbind: EBUSY"));
  EXPECT_THAT(seen, IsEmpty());
  EXPECT_TRUE(becomes(State::pending));
}

TEST_F(RebindTest, SetsNothingForACardThatIsHeld) {
  ask(engine::Revert{});
  EXPECT_THAT(ask(Rebind{}).rebound.values, IsEmpty());
  EXPECT_THAT(seen, ElementsAre("-1"));
  EXPECT_TRUE(becomes(State::held));
}

TEST_F(RebindTest, SparesACardThatDrivesADisplayUnlessForced) {
  const auto connector = "sys/devices/pci0000:00/" + std::string(kCard) + "/drm/card0/card0-DP-1/";
  folder.write(connector + "status", "connected\n");
  folder.write(connector + "enabled", "enabled\n");
  EXPECT_EQ(ask(Rebind{}).failure.text, "in use: it drives a display on DP-1");
  EXPECT_THAT(seen, IsEmpty());
  EXPECT_EQ(ask(Rebind{.force = true}).failure.text, "");
  EXPECT_THAT(seen, ElementsAre("0"));
}

TEST_F(RebindTest, IsRefusedWhileAnotherCardSettles) {
  std::filesystem::remove(syspath(kOther) + "/driver");
  event(device::Event::Kind::unbind, kOther);
  rebind(kOther);
  event(device::Event::Kind::change, kOther);
  ASSERT_EQ(card(kOther)->state, State::settling);
  const auto answer = ask(Rebind{});
  EXPECT_EQ(answer.failure.code, Code::device_busy);
  EXPECT_THAT(answer.failure.text, HasSubstr("0000:04:00.0 is settling"));
  EXPECT_THAT(seen, IsEmpty());
}

TEST_F(RebindTest, NamesACardThatWasProbedAtTheSameTime) {
  backend->on_bind = [this](const Device& device) {
    rebind(kOther);  // plugged in just now
    return probe(device);
  };
  EXPECT_THAT(ask(Rebind{}).rebound.remarks,
              ElementsAre("0000:04:00.0 was probed at the same time, perhaps with noretry=0"));
  ASSERT_TRUE(recorded(kOther));
  EXPECT_TRUE(recorded(kOther)->uncertain);
}

TEST_F(RebindTest, NamesACardWhoseProbeHadBegunBefore) {
  std::filesystem::remove_all(syspath(kOther) + "/drm");  // amdgpu makes its nodes near the end
  EXPECT_THAT(ask(Rebind{}).rebound.remarks, ElementsAre(HasSubstr("0000:04:00.0 was probed")));
  EXPECT_TRUE(recorded(kOther)->uncertain);
}

TEST_F(RebindTest, NamesSuchACardAlsoWhenItsOwnProbeFails) {
  refused = "0";
  backend->on_bind = [this](const Device& device) {
    if (seen.empty()) rebind(kOther);
    return probe(device);
  };
  const auto text = ask(Rebind{}).failure.text;
  EXPECT_THAT(text, HasSubstr("bound again without"));
  EXPECT_THAT(text, HasSubstr("0000:04:00.0 was probed at the same time"));
}

TEST_F(RebindTest, ASecondOneIsRefusedWhileTheFirstLasts) {
  std::promise<void> go;
  std::optional<engine::Answer> second, first;
  backend->on_bind = [this, held = go.get_future().share()](const Device& device) {
    if (to_string(device.address) == kCard) held.wait();
    return probe(device);
  };
  reconciler.request({0, 3, 0, 0}, Rebind{}, [&](engine::Answer a) { first = std::move(a); });
  ASSERT_TRUE(eventually([&] { return loaded() == "0"; }));
  reconciler.request({0, 4, 0, 0}, Rebind{}, [&](engine::Answer a) { second = std::move(a); });
  ASSERT_TRUE(eventually([&] { return second.has_value(); }));
  EXPECT_EQ(second->failure.code, Code::device_busy);
  EXPECT_THAT(second->failure.text, HasSubstr("0000:03:00.0 is being rebound"));
  go.set_value();
  EXPECT_TRUE(eventually([&] { return first.has_value(); }));
  EXPECT_EQ(loaded(), "-1");
}

TEST_F(RebindTest, ARoundThatMeetsItWritesNoParameter) {
  std::promise<void> go;
  backend->on_bind = [this, held = go.get_future().share()](const Device& device) {
    held.wait();
    return probe(device);
  };
  std::optional<engine::Answer> answer;
  const auto before = reconciler.rebinds();
  reconciler.request({0, 3, 0, 0}, Rebind{}, [&](engine::Answer a) { answer = std::move(a); });
  ASSERT_TRUE(eventually([&] { return loaded() == "0"; }));
  round(window);
  EXPECT_EQ(loaded(), "0") << "the probe is not over";
  go.set_value();
  EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
  EXPECT_EQ(reconciler.rebinds(), before + 1) << "another round is due";
}

// --- an amdgpu that does not return ---

TEST_F(RebindTest, AnUnbindThatHangsStallsTheCardAndNamesTheReboot) {
  std::promise<void> go;
  backend->on_unbind = [held = go.get_future().share()](const Device&) {
    held.wait();
    return sys::Status(EINTR);
  };
  const auto answer = ask(Rebind{});
  EXPECT_EQ(answer.failure.code, Code::device_busy);
  EXPECT_THAT(answer.failure.text, HasSubstr("only a reboot"));
  EXPECT_EQ(card()->state, State::stalled);
  EXPECT_THAT(card()->note, HasSubstr("needs a reboot"));
  EXPECT_EQ(loaded(), "-1");
  EXPECT_EQ(window->owner(), "");
  go.set_value();
  EXPECT_TRUE(becomes(State::pending)) << "it has returned after all";
}

TEST_F(RebindTest, AProbeThatHangsGivesTheParametersUp) {
  std::promise<void> go;
  backend->on_bind = [this, held = go.get_future().share()](const Device& device) {
    held.wait();
    return probe(device);
  };
  EXPECT_THAT(ask(Rebind{}).failure.text, HasSubstr("only a reboot"));
  EXPECT_EQ(loaded(), "0") << "the loop writes no file of the module";
  round(window);
  EXPECT_EQ(loaded(), "-1") << "the round that follows does";
  EXPECT_THAT(originals(), IsEmpty());
  go.set_value();
  EXPECT_TRUE(eventually([&] { return probes() != 0; }));
  EXPECT_TRUE(becomes(State::pending));
  ASSERT_TRUE(recorded(kCard));
  EXPECT_TRUE(recorded(kCard)->uncertain) << "the values went away during the probe";
}

TEST_F(RebindTest, ADaemonThatEndsPutsTheParametersBack) {
  std::promise<void> go;
  backend->on_bind = [this, held = go.get_future().share()](const Device& device) {
    held.wait();
    return probe(device);
  };
  reconciler.request({0, 3, 0, 0}, Rebind{}, [](const engine::Answer&) {});
  ASSERT_TRUE(eventually([&] { return loaded() == "0"; }));
  window->end();
  EXPECT_EQ(loaded(), "-1");
  EXPECT_FALSE(window->open(kOther));
  go.set_value();
  EXPECT_TRUE(eventually([&] { return probes() == 1; }));
}

TEST_F(RebindTest, WhatCannotBeJournalledIsNotSet) {
  std::filesystem::remove_all(folder / "run/module.json");
  std::filesystem::create_directories(folder / "run/module.json/in-the-way");
  const auto answer = ask(Rebind{});
  EXPECT_THAT(answer.failure.text, HasSubstr("journal cannot be updated"));
  EXPECT_THAT(answer.failure.text, HasSubstr("bound again without"));
  EXPECT_THAT(seen, ElementsAre("-1"));
}

}  // namespace
}  // namespace rmcp::test
