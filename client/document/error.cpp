// SPDX-License-Identifier: MIT
// Maps D-Bus error names to exit statuses.
#include "client/document/error.hpp"

#include "lib/text/failure.hpp"

namespace rmcp::client {
namespace {

struct Mapping {
  std::string_view name;
  bool prefix;  // a prefix shared by several names
  Exit exit;
};

/// Errors of the bus itself; the errors of rmcpd are in lib/text/failure.
constexpr Mapping kMappings[] = {
    {"org.freedesktop.DBus.Error.AccessDenied", false, Exit::not_authorised},
    {"org.freedesktop.DBus.Error.AuthFailed", false, Exit::not_authorised},
    {"org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", false, Exit::not_authorised},
    {"org.freedesktop.DBus.Error.ServiceUnknown", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.NameHasNoOwner", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.NoReply", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.Timeout", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.TimedOut", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.Disconnected", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.NoServer", false, Exit::unreachable},
    {"org.freedesktop.DBus.Error.Spawn.", true, Exit::unreachable},  // activation failed
    {"org.freedesktop.systemd1.", true, Exit::unreachable},          // likewise, by systemd
};

/// The `systemctl` command for the machine in question.
std::string systemctl(const Error& error) {
  return error.host.empty() ? "systemctl" : "systemctl -H " + error.host;
}

std::string start_it(const Error& error) {
  return "Start it with: " + systemctl(error) + " enable --now rmcpd";
}

bool never_answered(std::string_view name) {
  return name.ends_with(".NoReply") || name.ends_with(".Timeout") || name.ends_with(".TimedOut");
}

}  // namespace

Exit exit_code(std::string_view name) {
  if (const auto code = failure_code(name); code != Failure::Code::none)
    return static_cast<Exit>(exit_status(code));
  for (const auto& m : kMappings)
    if (m.prefix ? name.starts_with(m.name) : name == m.name) return m.exit;
  return Exit::failed;
}

std::string explain(const Error& error) {
  const auto& message = error.message.empty() ? error.name : error.message;
  const Exit exit = exit_code(error);
  if (exit == Exit::policy_invalid) return "the policy has errors and was not loaded:\n" + message;
  if (exit != Exit::unreachable) return message;
  if (never_answered(error.name))
    return "rmcpd does not answer. See: " + systemctl(error) + " status rmcpd";
  if (error.name != kErrorDisconnected) return "rmcpd is not running. " + start_it(error);
  // ssh has printed the reason on stderr.
  if (!error.host.empty()) return error.host + ": cannot reach its system bus over ssh";
  return message + "\n" + start_it(error);
}

}  // namespace rmcp::client
