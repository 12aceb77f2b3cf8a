// SPDX-License-Identifier: MIT
// Advice about the settings of a device.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// All advice, or without the advice that holds for every device and is reported with the policy.
enum class AdviceOn { everything, this_device };

/// For each in device["advice"]: the effect that the setting does not have, its place, and the
/// reason.
std::string render_advice(const Shown& device, AdviceOn which, const Style& style);

}  // namespace rmcp::client
