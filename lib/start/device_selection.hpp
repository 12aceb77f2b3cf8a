// SPDX-License-Identifier: MIT
// The cards that a program sees: ROCR_VISIBLE_DEVICES, and the variables with the same meaning.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string_view>

namespace rmcp {

/// Selects the devices of the request, by unique id if they have one. False, with `hindrance` set,
/// if one of them cannot be selected.
bool add_selection(const ProcessRequest& request, ProcessEnvironment& environment);

/// True for a variable that decides which cards a program sees.
bool selects_devices(std::string_view variable);

}  // namespace rmcp
