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
    "/io/github/rmcpd1/device/";  // and object_name() of the address
inline constexpr auto kLibraryPath = "/io/github/rmcpd1/library/";  // and its name, escaped

inline constexpr auto kNotAuthorized = "io.github.rmcpd1.Error.NotAuthorized";
inline constexpr auto kNoSuchDevice = "io.github.rmcpd1.Error.NoSuchDevice";
inline constexpr auto kAmbiguousDevice = "io.github.rmcpd1.Error.AmbiguousDevice";
inline constexpr auto kPolicyInvalid = "io.github.rmcpd1.Error.PolicyInvalid";
inline constexpr auto kDeviceBusy = "io.github.rmcpd1.Error.DeviceBusy";
inline constexpr auto kFailed = "io.github.rmcpd1.Error.Failed";
inline constexpr auto kInvalidArgs = "org.freedesktop.DBus.Error.InvalidArgs";
inline constexpr auto kLimitsExceeded = "org.freedesktop.DBus.Error.LimitsExceeded";

}  // namespace rmcp::bus
