// SPDX-License-Identifier: MIT
// `[sessions]`: what everything gets that users start without naming a device.
#pragma once
#include "config/complaints.hpp"
#include "core/sessions.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing when there is something wrong, which has been complained about.
std::optional<Sessions> read_sessions(const Entry& entry, Complaints& complaints);

}  // namespace rmcp::config
