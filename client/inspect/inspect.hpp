// SPDX-License-Identifier: MIT
// The document of `rmcpctl inspect`: what a command would load, or a process has loaded, and what
// that means for each card.
#pragma once
#include "client/document/json.hpp"
#include "client/inspect/preflight.hpp"
#include "client/inspect/set_use.hpp"
#include "lib/sets/library_set.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// The library set of a device, as `Source::show` has the device; nothing when it has none.
using SetOfDevice = std::function<std::optional<LibrarySet>(const Json& device)>;

struct InspectQuestion {
  std::vector<std::string> command;  // or
  unsigned pid = 0;
  std::vector<std::string> targets;   // folders to look into: --target
  std::optional<StartMode> mode;      // as it would be started; nothing: see which would do
  std::string why_no_devices;         // where the list is not to be had
  const Json* all_devices = nullptr;  // those of the machine: indices count over all
  const Json* devices = nullptr;      // the list of Source::show, or null
  SetOfDevice set_of;
  User user;
  PreflightPaths paths = {};
};

/// {"command", "pid", "program", "through", "libraries", "copies", "missing", "code", "tuning",
/// "variables", "notes", "devices":[{address, alias, name, gfx, "code", "library_set", "mode",
/// "hidden_by", "words", "access"}]}. The error is for people.
tl::expected<Json, std::string> inspect(const InspectQuestion& question);

/// `library_set` of a device's properties as a set; nothing when it has none.
std::optional<LibrarySet> set_of_document(const Json& device);

}  // namespace rmcp::client
