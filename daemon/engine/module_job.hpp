// SPDX-License-Identifier: MIT
// One round of work on the module's parameters: the wanted and present values, and the writes. Runs
// on a worker; may block.
#pragma once
#include "daemon/state/notes.hpp"
#include "lib/gpu/known_device.hpp"
#include "lib/gpu/match.hpp"
#include "lib/module/module_state.hpp"
#include "lib/plan/consent.hpp"
#include "lib/sys/paths.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rmcp::engine {

class ParameterWindow;

/// A card that counts for global parameters.
struct KnownCard {
  CardId id;
  Device device;
  bool present = false;
};

/// A stored value that is held.
struct TakenBack {
  CardId card;  // the card whose policy wants it
  KnobValue wanted;
  std::string why;
};

struct ModuleJob {
  sys::Paths paths;
  std::string boot_id;
  std::vector<KnownCard> cards;  // on amdgpu, or last seen on it
  std::shared_ptr<const Policy> policy;
  Machine machine;
  std::shared_ptr<state::Notes> notes;
  bool write = false;                       // else only plan
  bool survived = false;                    // this boot's probation is over
  std::vector<TakenBack> unnoted;           // by earlier rounds, which could not record it
  std::shared_ptr<ParameterWindow> window;  // null: nobody rebinds
};

struct ModuleResult {
  ModuleState state;
  std::vector<std::string> changes;  // the writes, for the log
  bool on_probation = false;         // something risky is in force, and the boot is young
  std::vector<TakenBack> unnoted;    // for the next round
};

ModuleResult run(const ModuleJob& job);

/// The present cards, and the absent ones among the remembered.
std::vector<KnownCard> cards_that_count(const std::vector<Device>& present,
                                        const std::vector<KnownDevice>& known);

/// The desired settings of all cards that are not held; nothing if all present ones are held.
std::vector<DeviceDesired> desired_by_device(const ModuleJob& job);

/// The subject of the module's probation.
inline constexpr auto kModuleSubject = "module.amdgpu";

}  // namespace rmcp::engine
