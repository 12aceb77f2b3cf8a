// SPDX-License-Identifier: MIT
// `[system]`: what the whole machine is given.
#pragma once
#include "config/complaints.hpp"
#include "core/default_library.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing when there is something wrong, which has been complained about.
std::optional<DefaultLibrary> read_system(const Entry& entry, Complaints& complaints);

}  // namespace rmcp::config
