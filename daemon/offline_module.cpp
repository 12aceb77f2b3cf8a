// SPDX-License-Identifier: MIT
// Runs one round of the module keeper.
#include "daemon/offline_module.hpp"

#include "daemon/device/monitor.hpp"
#include "daemon/device/probe.hpp"
#include "daemon/engine/module_job.hpp"
#include "daemon/state/known_devices.hpp"
#include "lib/sys/loop_files.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace rmcp {
namespace {

engine::ModuleJob new_job(const sys::Paths& paths, std::shared_ptr<const Policy> policy) {
  return {.paths = paths,
          .boot_id = sys::LoopFiles(paths).boot_id(),
          .cards = {},
          .policy = std::move(policy),
          .machine = device::read_machine(paths),
          .notes = std::make_shared<state::Notes>(paths)};
}

}  // namespace

ModuleState observe_module(const sys::Paths& paths, std::shared_ptr<const Policy> policy) {
  auto job = new_job(paths, std::move(policy));
  std::vector<Device> present;
  for (const auto& syspath : device::enumerate()) {
    if (auto seen = device::probe(paths, syspath)) present.push_back(std::move(*seen));
  }
  job.cards = engine::cards_that_count(present, state::KnownDevices::read(paths.state));
  return engine::run(job).state;
}

int revert_module(const sys::Paths& paths) {
  auto job = new_job(paths, std::make_shared<const Policy>());
  job.write = true;
  const auto result = engine::run(job);
  for (const auto& change : result.changes) fmt::print("{}\n", printable(change));
  if (result.state.problem.empty()) return 0;
  fmt::print(stderr, "rmcpd: {}\n", printable(result.state.problem));
  return 1;
}

}  // namespace rmcp
