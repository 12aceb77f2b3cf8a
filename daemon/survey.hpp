// SPDX-License-Identifier: MIT
// The devices of this machine with their plans, for use while no daemon runs. Writes nothing and
// wakes no device.
#pragma once
#include "daemon/engine/job.hpp"
#include "daemon/engine/library_keeper.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "lib/module/module_state.hpp"
#include "lib/policy/rule_cards.hpp"
#include "lib/records/device_view.hpp"
#include "lib/sys/paths.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// The library sets, verified, with the links that a daemon has left; `name`: see verify_libraries.
engine::LibrarySets verified_sets(const sys::Paths& paths, verify::Depth depth,
                                  const std::string& name);

class Survey {
 public:
  struct Found {
    DeviceView view;
    Plan plan;
  };

  /// Also reads policy, with further files as load_policy() takes them.
  explicit Survey(const sys::Paths& paths, const std::vector<std::string>& more_policy = {});

  [[nodiscard]] const engine::PolicyKeeper& keeper() const { return keeper_; }
  /// The cards that a daemon has seen on this machine; `present` as it is now.
  std::vector<KnownDevice> known();
  /// Present cards, and those that are only known.
  std::vector<CardHere> cards();
  std::vector<Diagnostic> rule_advice();
  [[nodiscard]] const Machine& machine() const { return machine_; }

  // Read at the first call, then kept.
  /// As the daemon finds the device by itself, or as it would handle a request to apply.
  enum class As { found, apply };
  /// The AMD GPUs.
  const std::vector<Found>& devices(As as = As::found);
  const ModuleState& module();
  std::shared_ptr<const std::vector<LibrarySet>> sets();
  const std::shared_ptr<const engine::LibrarySets>& registry();

 private:
  Found survey(const std::string& syspath, As as);
  void add_parameters(engine::JobResult& result);

  sys::Paths paths_;
  engine::PolicyKeeper keeper_;
  Machine machine_;
  std::shared_ptr<state::Notes> notes_;
  std::optional<std::vector<Found>> found_, planned_;  // As::found, As::apply
  std::optional<ModuleState> module_;
  std::shared_ptr<const engine::LibrarySets> registry_;
};

}  // namespace rmcp
