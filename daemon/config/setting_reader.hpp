// SPDX-License-Identifier: MIT
// The tables of settings in a rule or profile: attribute, environment ...
#pragma once
#include "lib/policy/policy.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::config {

/// `attribute = {...}`, `environment = {...}` ...: `kind` is the first part of the knobs' names.
void read_settings(KnobKind kind, const toml::Node& node, std::vector<Setting>& out,
                   toml::Complaints& complaints);

/// The entries of such a table.
void read_settings(KnobKind kind, const toml::Table& table, std::vector<Setting>& out,
                   toml::Complaints& complaints);

/// `library = "rocm-5.2"`: a setting that has no table.
void read_single(std::string_view name, const toml::Node& node, std::vector<Setting>& out,
                 toml::Complaints& complaints);

/// `unset = ["attribute.power_cap", "environment.HSA_ENABLE_SDMA"]`.
void read_unset(const toml::Node& node, std::vector<std::string>& out,
                toml::Complaints& complaints);

}  // namespace rmcp::config
