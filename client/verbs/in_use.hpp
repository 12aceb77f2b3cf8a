// SPDX-License-Identifier: MIT
// The check of verbs that take a GPU away: the client knows the processes that its user may look
// at.
#pragma once
#include "client/document/json_fwd.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

/// `0000:3f:00.0: in use by ...` if a process has the device's nodes open; empty if none has. The
/// daemon itself refuses for the reasons that sysfs shows. `verb`: the name of the command, for
/// --force.
std::string in_use(const Json& device, std::string_view verb);

}  // namespace rmcp::client
