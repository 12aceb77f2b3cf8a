// SPDX-License-Identifier: MIT
// `[sessions]`: settings for all programs that users start without naming a device.
#pragma once
#include "lib/policy/sessions.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing if there is an error, which has been reported.
std::optional<Sessions> read_sessions(const toml::Entry& entry, toml::Complaints& complaints);

}  // namespace rmcp::config
