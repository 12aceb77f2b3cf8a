// SPDX-License-Identifier: MIT
// The document of `rmcpctl inspect`: the libraries that a command would load, or a process has
// loaded, and their meaning for each card.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/inspect/preflight.hpp"
#include "client/inspect/set_use.hpp"
#include "lib/records/device_view.hpp"
#include "lib/text/failure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct InspectQuestion {
  std::vector<std::string> command;  // or
  unsigned pid = 0;
  std::vector<std::string> targets;     // folders to inspect: --target
  std::optional<StartMode> mode;        // the mode of the start; nothing: find a suitable one
  std::string why_no_devices;           // if the list is not available
  std::vector<DeviceView> all_devices;  // of the machine: indices count all
  std::optional<std::vector<DeviceView>> devices;  // to be judged; nothing: unknown
  User user;
  PreflightPaths paths = {};
};

/// {"command", "pid", "program", "through", "libraries", "copies", "missing", "code", "tuning",
/// "variables", "notes", "devices":[{address, alias, name, gfx, "code", "library_set", "mode",
/// "hidden_by", "words", "access"}]}. The error is for people.
Expected<Json> inspect(const InspectQuestion& question);

}  // namespace rmcp::client
