// SPDX-License-Identifier: MIT
// The loaded amdgpu module in a machine's sysfs.
#pragma once
#include <string>

namespace rmcp::testbed {

/// Parameters with the defaults and modes of Linux 6.1, once: what is there already stays, since a
/// module stays loaded when a card goes.
void load_module(const std::string& root);

}  // namespace rmcp::testbed
