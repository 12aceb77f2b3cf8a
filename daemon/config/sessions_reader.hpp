// SPDX-License-Identifier: MIT
// `[sessions]`: what everything gets that users start without naming a device.
#pragma once
#include "lib/policy/sessions.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing when there is something wrong, which has been complained about.
std::optional<Sessions> read_sessions(const toml::Entry& entry, toml::Complaints& complaints);

}  // namespace rmcp::config
