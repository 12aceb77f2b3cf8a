// SPDX-License-Identifier: MIT
// The rows of the table of module parameters, by subject: one file each.
#pragma once
#include "lib/knobs/parameters/module_parameter.hpp"

namespace rmcp {

std::span<const ModuleParameter> display_parameters();
std::span<const ModuleParameter> memory_parameters();
std::span<const ModuleParameter> power_parameters();
std::span<const ModuleParameter> queues_parameters();

}  // namespace rmcp
