// SPDX-License-Identifier: MIT
// The source of the facts that verbs show: the daemon on the bus, or rmcpd without a bus. Both give
// the same documents, which --json prints unchanged. Below, a type stands for a record with the
// keys of keys_of<type>() (lib/records). A fact that only a daemon can know is null without a
// daemon: version, settling, co_writers; of a device, environment and published; of a program whose
// result is unknown, environment and library.
#pragma once
#include "client/document/error.hpp"
#include "client/document/json.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// The user's text for DEVICE; without one, all devices.
using Patterns = std::vector<std::string>;

class Source {
 public:
  virtual ~Source() = default;

  /// {"devices":[row_keys()], "policy_state", "mode", "diagnostics":[Diagnostic],
  /// "rule_advice":[Diagnostic], "co_writers":[..], "overdrive_taints",
  /// "default_library":{set, state, note}, "library_diagnostics":[Diagnostic]}
  virtual Expected<Json> list() = 0;

  /// {"devices":[KnownDevice]}: all cards ever seen.
  virtual Expected<Json> known() = 0;

  /// {"devices":[DeviceView]}
  virtual Expected<Json> show(const Patterns& patterns) = 0;

  /// {"version", ... as list(), "settling", "devices":[DeviceView and "steps":[Step]],
  /// "programs":[ProgramExport]}: the steps of an apply, for knobs of the card, with the values in
  /// force, null if the card did not answer soon; the programs of all devices.
  virtual Expected<Json> status(const Patterns& patterns) = 0;

  /// {"policy_state", "diagnostics", "changed_files":[path], "devices":[{address, alias, name,
  /// "steps":[Step], "advice":[Advice]}]}; "changed_files": those of policy that were edited since
  /// the daemon has read them, null without a daemon, on another machine, or if their file system
  /// does not answer; "error":{name,
  /// message} instead of steps for a device that could not be planned; "rule_advice":[Diagnostic].
  virtual Expected<Json> plan(const Patterns& patterns) = 0;

  /// {"address", "name", "knobs":[KnobReading]} of one device: these knobs, by their full names, or
  /// all for none.
  virtual Expected<Json> readings(const std::string& device,
                                  const std::vector<std::string>& knobs) = 0;

  /// {... ModuleState, "parameters":[ParameterRow]}
  virtual Expected<Json> kernel() = 0;

  /// {"libraries":[LibrarySet], "diagnostics":[Diagnostic]}
  virtual Expected<Json> libraries() = 0;

  /// {"profiles":[Profile]}
  virtual Expected<Json> profiles() = 0;
};

}  // namespace rmcp::client
