// SPDX-License-Identifier: MIT
// What can go wrong, named as on the bus, and the exit status that scripts see.
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
  std::string host = {};  // [USER@]HOST that was asked; empty: this machine
};

template <class T>
using Expected = tl::expected<T, Error>;

inline constexpr std::string_view kErrorFailed = "io.github.rmcpd1.Error.Failed";
inline constexpr std::string_view kErrorUsage = "org.freedesktop.DBus.Error.InvalidArgs";
inline constexpr std::string_view kErrorDisconnected = "org.freedesktop.DBus.Error.Disconnected";

/// The exit status for a D-Bus error: those of rmcpd by lib/text/failure, those of the bus by a
/// table here; any other name is a failure.
Exit exit_code(std::string_view error_name);
inline Exit exit_code(const Error& error) { return exit_code(error.name); }

/// What a person reads: the message, and for a daemon that is not there the line that starts it.
std::string explain(const Error& error);

}  // namespace rmcp::client
