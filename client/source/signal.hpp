// SPDX-License-Identifier: MIT
// The daemon's signals, as events of one shape.
#pragma once
#include "client/document/json.hpp"

#include <string>

struct sd_bus_message;

namespace rmcp::client {

struct Signal {
  std::string path, interface, member;
  Json arguments;  // an array
};

Signal read_signal(sd_bus_message* message);

/// {"event": added | removed | changed | applied | manager | gone | back, the "address" of a
/// device's event, and the signal's content}; null for a signal that does not concern devices or
/// policy.
Json to_event(const Signal& signal);

/// Match rules for all signals that to_event converts.
inline constexpr const char* kDaemonSignals = "type='signal',sender='io.github.rmcpd'";
inline constexpr const char* kOwnerSignals =
    "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
    "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='io.github.rmcpd'";
/// Sent by sd-bus itself when the bus is lost.
inline constexpr const char* kBusLost =
    "type='signal',sender='org.freedesktop.DBus.Local',path='/org/freedesktop/DBus/Local',"
    "interface='org.freedesktop.DBus.Local',member='Disconnected'";

}  // namespace rmcp::client
