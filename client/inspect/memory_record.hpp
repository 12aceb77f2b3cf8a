// SPDX-License-Identifier: MIT
// The kinds of memory that a process really used, as counted by librmcp-hsa.so inside it.
#pragma once
#include "client/document/json.hpp"
#include "client/inspect/record_place.hpp"
#include "lib/text/failure.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmcp::client {

/// {"state": "running|ended|killed", "kinds": [{"owner": "gpu|host|unknown", "address", "kind",
/// "count", "bytes", "failures", "live_bytes", "peak_bytes", "redirected", "sizes": [{"up_to",
/// "count", "bytes", "failures"}]}], "lost", "untracked"}. `address` is null for the host's memory,
/// `up_to` for the class of the largest. Nothing if this process has no record. The error is for
/// people: "/run/..: not a record". `pid`: the process as we count it.
Expected<std::optional<Json>> read_memory_record(unsigned pid, const RecordPlace& place,
                                                 const std::string& proc = "/proc");

/// The document of a record's bytes, without "state". The error is the reason alone.
Expected<Json> memory_record_document(std::string_view bytes);

}  // namespace rmcp::client
