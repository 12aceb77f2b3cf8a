// SPDX-License-Identifier: MIT
// Maps the errors of the bus to failures and their texts.
#include "client/document/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace rmcp::client {
namespace {

using Code = Failure::Code;

struct Mapping {
  std::string_view name;
  bool prefix;  // a prefix shared by several names
  Code code;
};

/// Other errors of the bus itself; one for each code is in lib/text/failure.
constexpr Mapping kMappings[] = {
    {"org.freedesktop.DBus.Error.AccessDenied", false, Code::not_authorized},
    {"org.freedesktop.DBus.Error.AuthFailed", false, Code::not_authorized},
    {"org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", false, Code::not_authorized},
    {"org.freedesktop.DBus.Error.NameHasNoOwner", false, Code::unreachable},
    {"org.freedesktop.DBus.Error.Timeout", false, Code::no_answer},
    {"org.freedesktop.DBus.Error.TimedOut", false, Code::no_answer},
    {"org.freedesktop.DBus.Error.NoServer", false, Code::unreachable},
    {"org.freedesktop.DBus.Error.Spawn.", true, Code::unreachable},  // activation failed
    {"org.freedesktop.systemd1.", true, Code::unreachable},          // likewise, by systemd
};

Code code_of(std::string_view name) {
  if (const auto code = failure_code(name); code != Code::none) return code;
  for (const auto& m : kMappings)
    if (m.prefix ? name.starts_with(m.name) : name == m.name) return m.code;
  return Code::failed;
}

/// The `systemctl` command for the machine in question.
std::string systemctl(const std::string& host) {
  return host.empty() ? "systemctl" : "systemctl -H " + host;
}

std::string start_it(const std::string& host) {
  return "Start it with: " + systemctl(host) + " enable --now rmcpd";
}

std::string disconnected(std::string_view message, const std::string& host) {
  // ssh has printed the reason on stderr.
  if (!host.empty()) return host + ": cannot reach its system bus over ssh";
  return fmt::format("{}\n{}", message, start_it(host));
}

}  // namespace

Failure bus_failure(std::string_view name, std::string_view given, const std::string& host) {
  const auto code = code_of(name);
  const auto message = given.empty() ? name : given;
  switch (code) {
    case Code::unreachable:
      return {code, "rmcpd is not running. " + start_it(host)};
    case Code::no_answer:
      return {code, "rmcpd does not answer. See: " + systemctl(host) + " status rmcpd"};
    case Code::disconnected:
      return {code, disconnected(message, host)};
    case Code::policy_invalid:
      return {code, fmt::format("the policy has errors and was not loaded:\n{}", message)};
    default:
      return {code, std::string(message)};
  }
}

Failure bus_failure(int negative_errno, std::string_view object, const std::string& host) {
  const int error = -negative_errno;
  const bool lost = error == ENOENT || error == ECONNREFUSED || error == ECONNRESET ||
                    error == ENOTCONN || error == EPIPE || error == ENXIO;
  const bool denied = error == EACCES || error == EPERM;
  const auto code = lost ? Code::disconnected : denied ? Code::not_authorized : Code::failed;
  const auto message = fmt::format("{}{}: {}", lost || denied ? "rmcpd cannot be reached: " : "",
                                   object, std::strerror(error));
  return {code, lost ? disconnected(message, host) : message};
}

}  // namespace rmcp::client
