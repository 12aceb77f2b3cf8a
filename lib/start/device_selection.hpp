// SPDX-License-Identifier: MIT
// Which cards a program sees: ROCR_VISIBLE_DEVICES, and the variables that mean the same.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string_view>

namespace rmcp {

/// Selects the devices of the request, by unique id where they have one. False when one of them
/// cannot be selected; then `error` is set.
bool add_selection(const ProcessRequest& request, ProcessEnvironment& environment);

/// True for a variable that decides which cards a program sees.
bool selects_devices(std::string_view variable);

}  // namespace rmcp
