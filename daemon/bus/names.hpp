// SPDX-License-Identifier: MIT
// The names of the D-Bus interface that are not in the XML.
#pragma once

namespace rmcp::bus {

inline constexpr auto kBus = "org.freedesktop.DBus";
inline constexpr auto kBusPath = "/org/freedesktop/DBus";

inline constexpr auto kServiceName = "io.github.rmcpd";
inline constexpr auto kRootPath = "/io/github/rmcpd1";
inline constexpr auto kManagerPath = "/io/github/rmcpd1/manager";
inline constexpr auto kDevicePath =
    "/io/github/rmcpd1/device/";  // followed by object_name() of the address
inline constexpr auto kLibraryPath = "/io/github/rmcpd1/library/";  // followed by its name, escaped

}  // namespace rmcp::bus
