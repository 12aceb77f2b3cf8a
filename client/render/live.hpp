// SPDX-License-Identifier: MIT
// The screen of `rmcpctl watch`: devices on top, the latest events below.
#pragma once
#include "client/document/json.hpp"
#include "client/render/style.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>

namespace rmcp::client {

struct TimedEvent {
  std::uint64_t microseconds;
  Json event;
};

struct LiveState {
  Json list;                        // from Source::list
  std::deque<TimedEvent> events;    // the latest last
  std::string problem;              // why the list is old; empty if it is current
  std::chrono::microseconds now{};  // since the epoch
};

/// At most `rows` lines of at most `style.width` columns.
std::string render_live(const LiveState& state, const Style& style, unsigned rows);

}  // namespace rmcp::client
