// SPDX-License-Identifier: MIT
// What to write where settings fail because overdrive is off.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// The lines of policy, and what comes after them; once for all of document["devices"]. `list` has
/// the steps or outcomes of each device. Empty if none fails for that reason, if policy has the
/// lines already, and without a legend.
std::string render_overdrive_help(const Shown& document, const char* list, const Style& style);

}  // namespace rmcp::client
