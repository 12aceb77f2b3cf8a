// SPDX-License-Identifier: MIT
// Advice about the settings of a device.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

/// Which of it: all, or without what holds for every device and is told with the policy.
enum class AdviceOn { everything, this_device };

/// Of each in device["advice"] what the setting does not do, where it stands, and why.
std::string render_advice(const Json& device, AdviceOn which, const Style& style);

}  // namespace rmcp::client
