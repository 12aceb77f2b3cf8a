// SPDX-License-Identifier: MIT
// The text of `rmcpctl plan`.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>

namespace rmcp::client {

std::string render_plan(const Shown& document, const Style& style);

/// The number of steps of all devices that would write something.
std::size_t count_changes(const Shown& document);

/// `ADDRESS  NAME` in one line.
std::string device_heading(const Shown& device, const Style& style);

}  // namespace rmcp::client
