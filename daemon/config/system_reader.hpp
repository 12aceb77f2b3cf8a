// SPDX-License-Identifier: MIT
// `[system]`: settings of the whole machine.
#pragma once
#include "lib/policy/default_library.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing if there is an error, which has been reported.
std::optional<DefaultLibrary> read_system(const toml::Entry& entry, toml::Complaints& complaints);

}  // namespace rmcp::config
