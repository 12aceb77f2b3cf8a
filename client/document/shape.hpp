// SPDX-License-Identifier: MIT
// The common shape of documents, whether they come from the bus or from rmcpd --offline.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/records/record.hpp"

#include <span>
#include <string>
#include <string_view>

namespace rmcp::client {

/// `UniqueId` becomes `unique_id`.
std::string snake_case(std::string_view camel_case);

/// An object with its keys in snake case.
Json snake_case_keys(Json object);

/// A record, or a list of records, with the keys in the order of the tables of lib/records, since a
/// dictionary of the bus has no order. Values that the tables call unknown become null, yes and no
/// become true and false. Keys that are not in the table come last: they are a newer daemon's.
Json shape(Json value, std::span<const Key> keys);

/// The rows of a list of devices: profiles also as a list, the end of a trial null for none.
Json device_rows(Json rows);

/// The steps whose knobs are on a card or in the module, not published for the start of programs.
Json of_cards(const Json& steps);

/// Rows as objects; a row that is no list is an empty object.
Json named(const Json& rows, std::span<const Key> keys);

/// True for a record, or a list of records, with these keys. A record has at least its first field,
/// a text or a number.
bool has_shape(const Json& value, std::span<const Key> keys);

/// `/io/github/rmcpd1/device/0000_03_00_0` gives `0000:03:00.0`; empty for any other path.
std::string address_of(std::string_view object_path);

/// `/io/github/rmcpd1/library/rocm_2d5_2e2` gives `rocm-5.2`; empty for any other path.
std::string library_of(std::string_view object_path);

/// The path of the device at this address.
std::string path_of(std::string_view address);

}  // namespace rmcp::client
