// SPDX-License-Identifier: MIT
// A rebind killed, out of disk space or on a read-only file system, at every call that changes a
// file: the parameters of the module are never lost.
#include "card_files.hpp"
#include "crash_trap.hpp"
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/engine/parameter_window.hpp"
#include "daemon/state/module_journal.hpp"
#include "module_machine.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>

namespace rmcp::test {
namespace {

namespace fs = std::filesystem;

/// A bus on which every bind succeeds; the card has no attributes.
class Bus final : public backend::Backend {
 public:
  Reading read(const Device&, const Knob&, backend::Wake) override {
    return {.status = Reading::Status::absent};
  }
  sys::Status write(const Device&, const Knob&, std::string_view) override { return sys::kDone; }
  bool still_bound(const Device&) override { return false; }
  sys::Status unbind(const Device&) override { return sys::kDone; }
  sys::Status bind(const Device&) override { return sys::kDone; }
};

class RebindCrash : public testing::Test {
 protected:
  RebindCrash() { afresh(); }

  void afresh() {
    machine = std::make_unique<ModuleMachine>();
    machine->policy->module = {setting("parameter.noretry", "0"),
                               setting("parameter.gartsize", "512")};
    machine->load("gartsize", "4294967295", 0600);
    const std::string card = "sys/devices/pci0000:00/0000:03:00.0/";
    write_card(machine->folder, card);
    write_generation(machine->folder, card);
    machine->folder.write("sys/bus/pci/drivers/amdgpu/module", "");
    fs::create_directory_symlink(machine->folder / "sys/bus/pci/drivers/amdgpu",
                                 machine->folder / (card + "driver"));
    fs::create_directory_symlink(machine->folder / "sys/bus/pci",
                                 machine->folder / (card + "subsystem"));
  }

  engine::JobResult rebind() const {
    engine::Job job;
    job.paths = machine->paths;
    job.boot_id = "boot";
    job.syspath = machine->folder / "sys/devices/pci0000:00/0000:03:00.0";
    job.verb = engine::Rebind{};
    job.notes = machine->job.notes;
    job.policy = machine->policy;
    job.window = std::make_shared<engine::ParameterWindow>(machine->paths, "boot");
    Bus bus;
    engine::JobControl control;
    return engine::run(job, bus, control);
  }

  void has_its_parameters_after_a_round(int call) {
    engine::run(machine->job);
    EXPECT_EQ(machine->loaded("noretry"), "-1") << "call " << call;
    EXPECT_EQ(machine->loaded("gartsize"), "4294967295") << "call " << call;
    EXPECT_TRUE(state::ModuleJournal(machine->paths.runtime, "boot").originals().empty())
        << "call " << call;
  }

  std::unique_ptr<ModuleMachine> machine;
};

TEST_F(RebindCrash, SetsBothOnAGoodDay) {
  const auto result = rebind();
  EXPECT_EQ(result.failure.text, "");
  EXPECT_EQ(result.rebound.values.size(), 2u);
  EXPECT_EQ(machine->loaded("noretry"), "-1");
}

TEST_F(RebindCrash, KilledAnywhereIsPutBackByTheNextRound) {
  const int calls = walk(
      0, "", [this] { afresh(); }, [this] { rebind(); },
      [this](int call) { has_its_parameters_after_a_round(call); });
  EXPECT_GT(calls, 10) << "journal, set, put back, record";
}

TEST_F(RebindCrash, AFullDiskAnywhereIsPutBackByTheNextRound) {
  for (const int error : {ENOSPC, EROFS}) {
    for (const auto* below : {"/run", "/sys"}) {
      walk(
          error, below, [this] { afresh(); }, [this] { rebind(); },
          [this](int call) { has_its_parameters_after_a_round(call); });
    }
  }
}

}  // namespace
}  // namespace rmcp::test
