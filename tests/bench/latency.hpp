// SPDX-License-Identifier: MIT
// From a udev event to the daemon's Applied signal.
#pragma once
#include "statistics.hpp"
#include "watcher.hpp"

namespace rmcp::bench {

/// Each time an attribute of the device is changed behind the daemon's back, then `bind` is
/// announced: the daemon reads, plans, writes, reads back and says so. Needs rmcp-machine around
/// us.
Samples measure_event_to_applied(OpenBus& bus, const std::string& address, int rounds);

}  // namespace rmcp::bench
