// SPDX-License-Identifier: MIT
// Answers as documents. Who answers may be an rmcpd of another version, or with --host a stranger:
// an answer of another form than the interface has is a failure with a sentence. `member` is the
// one that was called, for that sentence.
#pragma once
#include "client/document/json.hpp"
#include "client/source/connection.hpp"
#include "lib/records/record.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The failure of an answer in another form.
Failure odd_answer(std::string_view member);

/// The only argument of an answer.
Expected<Json> only(Reply reply, std::string_view member);

/// A list of records, in their shape.
Expected<Json> records_in(Reply reply, std::string_view member, std::span<const Key> keys);

/// The rows of Manager.List as objects, as device_rows() gives them.
Expected<Json> rows_in(Reply reply);

/// The object path that Manager.FindDevice found.
Expected<std::string> device_path_in(Reply reply);

/// The devices in the answer of GetManagedObjects, in the order of their addresses: those of the
/// paths, or all.
Expected<Json> devices_in(Reply reply, std::span<const std::string> paths, bool all);

/// The properties of the manager, under the names that they have on the bus. Those that every rmcpd
/// has are there, lists of diagnostics are in shape.
Expected<Json> manager_in(Reply reply);

/// {"devices":[{address, alias, name, "outcomes":[Outcome]}], "changed"} out of outcomes by the
/// addresses of devices; names and aliases are those of the rows.
Expected<Json> reports_of(Json outcomes, const Json& rows, std::string_view member);

}  // namespace rmcp::client
