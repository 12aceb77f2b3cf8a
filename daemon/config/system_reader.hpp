// SPDX-License-Identifier: MIT
// `[system]`: what the whole machine is given.
#pragma once
#include "lib/policy/default_library.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>

namespace rmcp::config {

/// Nothing when there is something wrong, which has been complained about.
std::optional<DefaultLibrary> read_system(const toml::Entry& entry, toml::Complaints& complaints);

}  // namespace rmcp::config
