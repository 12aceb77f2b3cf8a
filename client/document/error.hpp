// SPDX-License-Identifier: MIT
// Failures of calls on the bus, and the exit statuses for scripts.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

enum class Exit {
  ok = 0,
  failed = 1,
  usage = 2,
  differs = 3,
  no_such_device = 4,
  not_authorised = 5,
  unreachable = 6,
  policy_invalid = 7,
};

inline Exit exit_code(const Failure& failure) {
  return static_cast<Exit>(exit_status(failure.code));
}

/// The failure that a D-Bus error means, with a text for people: if the daemon is not running, the
/// command that starts it. An unknown name is a general failure. `host`: the machine in question,
/// [USER@]HOST; empty: this machine.
Failure bus_failure(std::string_view name, std::string_view message, const std::string& host = {});
/// The same for a negative errno of a libsystemd call about `object`.
Failure bus_failure(int negative_errno, std::string_view object, const std::string& host = {});

}  // namespace rmcp::client
