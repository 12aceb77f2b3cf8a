// SPDX-License-Identifier: MIT
// Errors, by their names on the bus, and the exit statuses for scripts.
#pragma once
#include <tl/expected.hpp>

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

struct Error {
  std::string name;  // D-Bus error name
  std::string message;
  std::string host = {};  // the machine in question, [USER@]HOST; empty: this machine
};

template <class T>
using Expected = tl::expected<T, Error>;

inline constexpr std::string_view kErrorFailed = "io.github.rmcpd1.Error.Failed";
inline constexpr std::string_view kErrorUsage = "org.freedesktop.DBus.Error.InvalidArgs";
inline constexpr std::string_view kErrorDisconnected = "org.freedesktop.DBus.Error.Disconnected";

/// The exit status for a D-Bus error: for rmcpd's errors from lib/text/failure, for the errors of
/// the bus from a table here; for any other name, the general failure.
Exit exit_code(std::string_view error_name);
inline Exit exit_code(const Error& error) { return exit_code(error.name); }

/// The text for people: the message, and if the daemon is not running, the command that starts it.
std::string explain(const Error& error);

}  // namespace rmcp::client
