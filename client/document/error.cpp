// SPDX-License-Identifier: MIT
// D-Bus error names and exit status.
#include "client/document/error.hpp"

namespace rmcp::client {
namespace {

struct Mapping {
  std::string_view name;
  bool prefix;  // of a family of names
  Exit exit;
};

constexpr Mapping kMappings[] = {
    {"io.github.rmcpd1.Error.NoSuchDevice", false, Exit::no_such_device},
    {"io.github.rmcpd1.Error.AmbiguousDevice", false, Exit::no_such_device},
    {"io.github.rmcpd1.Error.NotAuthorized", false, Exit::not_authorised},
    {"io.github.rmcpd1.Error.PolicyInvalid", false, Exit::policy_invalid},
    {"org.freedesktop.DBus.Error.InvalidArgs", false, Exit::usage},
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
    {"org.freedesktop.systemd1.", true, Exit::unreachable},          // the same, by systemd
};

/// `systemctl` of the machine that was asked.
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
  // ssh has said on stderr what is the matter with it.
  if (!error.host.empty()) return error.host + ": no way to its system bus over ssh";
  return message + "\n" + start_it(error);
}

std::string full_error_name(std::string_view name) {
  if (name.find('.') != std::string_view::npos) return std::string(name);
  return "io.github.rmcpd1.Error." + std::string(name);
}

}  // namespace rmcp::client
