// SPDX-License-Identifier: MIT
// The one shape that documents have, whether they came over the bus or from rmcpd --offline.
#pragma once
#include "client/document/json_fwd.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

/// `UniqueId` becomes `unique_id`.
std::string snake_case(std::string_view camel_case);

/// An object with its keys in snake case.
Json snake_case_keys(const Json& object);

/// The properties of a device, keys in snake case, in the order of the interface's documentation:
/// yes, no, unknown become true, false, null; what stands for "not known" becomes null.
Json device_shape(const Json& properties);

/// Records (steps, outcomes, settings, profiles ...) with their keys in the order in which rmcpd
/// --offline writes them: a dictionary of the bus has none.
Json records_shape(const Json& records);

/// Manager.List's rows as objects.
Json rows_shape(const Json& rows);

/// Manager.PolicyDiagnostics and LibraryDiagnostics as objects.
Json diagnostics_shape(const Json& diagnostics);

/// `/io/github/rmcpd1/device/0000_03_00_0` gives `0000:03:00.0`; empty for any other path.
std::string address_of(std::string_view object_path);

/// `/io/github/rmcpd1/library/rocm_2d5_2e2` gives `rocm-5.2`; empty for any other path.
std::string library_of(std::string_view object_path);

/// The path of the device at this address.
std::string path_of(std::string_view address);

}  // namespace rmcp::client
