// SPDX-License-Identifier: MIT
// The tables of settings in a rule or profile: attribute, environment ...
#pragma once
#include "config/complaints.hpp"
#include "config/document.hpp"
#include "core/policy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::config {

/// `attribute = {...}`, `environment = {...}` ...: `kind` is the first part of the knobs' names.
void read_settings(KnobKind kind, const Node& node, std::vector<Setting>& out,
                   Complaints& complaints);

/// `library = "rocm-5.2"`: a setting that has no table.
void read_single(std::string_view name, const Node& node, std::vector<Setting>& out,
                 Complaints& complaints);

/// `unset = ["attribute.power_cap", "environment.HSA_ENABLE_SDMA"]`.
void read_unset(const Node& node, std::vector<std::string>& out, Complaints& complaints);

}  // namespace rmcp::config
