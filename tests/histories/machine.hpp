// SPDX-License-Identifier: MIT
// What rmcp-machine is asked for by a history.
#pragma once
#include "model.hpp"
#include "tests/support/control.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace rmcp::histories {

using Complaints = std::vector<std::string>;
using std::chrono::milliseconds;

void sleep_for(milliseconds time);
/// Since the epoch, as trials are told.
double now();

testbed::Answer machine(const std::vector<std::string>& words);
/// Throws std::runtime_error when it is refused.
void request(const std::vector<std::string>& words);
/// start, restart, kill. It may be late on a busy machine; what counts is that it runs.
Complaints request_daemon(const std::string& verb);

/// The watched attributes as they are, or as the driver started with them.
Texts hardware(const std::string& address);
Texts initial_hardware(const std::string& address);

}  // namespace rmcp::histories
