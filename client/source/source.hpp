// SPDX-License-Identifier: MIT
// Where the facts that verbs show come from: the daemon on the bus, or rmcpd without a bus. Both
// give the same documents, which --json prints as they are.
#pragma once
#include "client/document/error.hpp"
#include "client/document/json.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// What a user typed for DEVICE; none means all.
using Patterns = std::vector<std::string>;

class Source {
 public:
  virtual ~Source() = default;

  /// {"devices":[{address, name, gfx, driver, profile, state, note, alias}], "policy_state",
  /// "mode", "diagnostics":[{severity, file, line, column, message}]}
  virtual Expected<Json> list() = 0;

  /// {"devices":[{address, alias, name, ..., present, last_seen, last_state}]}: all cards ever
  /// seen.
  virtual Expected<Json> known() = 0;

  /// {"devices":[{every property}]}
  virtual Expected<Json> show(const Patterns& patterns) = 0;

  /// {"version", "policy_state", "mode", "diagnostics":[..], "settling", "devices":[{every
  /// property}]}; version and settling are null where no daemon runs.
  virtual Expected<Json> status(const Patterns& patterns) = 0;

  /// {"devices":[{address, alias, name, "steps":[..], "advice":[..]}]}; "error":{name, message}
  /// instead of steps for a device that gave none.
  virtual Expected<Json> plan(const Patterns& patterns) = 0;

  /// {"kernel", "file", "problem", "rebuild", "reboot_for":[..], "initramfs_stale",
  /// "parameters":[..]}
  virtual Expected<Json> kernel() = 0;

  /// {"libraries":[..]}: records as Manager.ListLibraries has them.
  virtual Expected<Json> libraries() = 0;

  /// {"profiles":[..]}
  virtual Expected<Json> profiles() = 0;
};

}  // namespace rmcp::client
