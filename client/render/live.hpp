// SPDX-License-Identifier: MIT
// The screen of `rmcpctl watch`: devices on top, the latest events below.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::client {

struct TimedEvent {
  std::uint64_t microseconds;
  Shown event;
};

struct LiveState {
  Shown list;                       // from Source::list
  std::vector<TimedEvent> events;   // the latest last
  std::string problem;              // why the list is old; empty if it is current
  std::chrono::microseconds now{};  // since the epoch
};

/// At most `rows` lines of at most `style.width` columns.
std::string render_live(const LiveState& state, const Style& style, unsigned rows);

}  // namespace rmcp::client
