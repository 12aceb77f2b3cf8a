// SPDX-License-Identifier: MIT
// Readers of the tables of a policy file, each in a source file of its own.
#pragma once
#include "lib/gpu/alias.hpp"
#include "lib/policy/default_library.hpp"
#include "lib/policy/sessions.hpp"
#include "lib/policy/unit.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>
#include <vector>

namespace rmcp::config {

/// Adds the alias. Errors have been reported; then nothing is added.
void read_device(const toml::Node& node, std::vector<Alias>& aliases, toml::Complaints& complaints);

/// Nothing if there is an error, which has been reported.
std::optional<Sessions> read_sessions(const toml::Entry& entry, toml::Complaints& complaints);

/// Nothing if there is an error, which has been reported.
std::optional<DefaultLibrary> read_system(const toml::Entry& entry, toml::Complaints& complaints);

/// Adds the unit. Errors have been reported; then nothing is added.
void read_unit(const toml::Node& node, std::vector<ServiceUnit>& units,
               toml::Complaints& complaints);

}  // namespace rmcp::config
