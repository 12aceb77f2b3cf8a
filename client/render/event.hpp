// SPDX-License-Identifier: MIT
// One line of `rmcpctl watch`.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <cstdint>
#include <string>

namespace rmcp::client {

/// Empty if the event has no information for people.
std::string render_event(const Shown& event, std::uint64_t microseconds, const Style& style);

/// The same with the time of day only, cut to the width, without a newline.
std::string render_event_short(const Shown& event, std::uint64_t microseconds, const Style& style);

}  // namespace rmcp::client
