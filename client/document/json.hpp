// SPDX-License-Identifier: MIT
// The JSON type of the client, and safe ways to read it.
#pragma once
#include "client/document/json_fwd.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace rmcp::client {

/// The text at `key`; empty when it is missing, null or not a text.
std::string text(const Json& object, std::string_view key);

/// The whole number at `key`, or 0.
std::int64_t number(const Json& object, std::string_view key);

/// True only when `key` holds true.
bool is_true(const Json& object, std::string_view key);

/// The array at `key`, or an empty one.
const Json& items(const Json& object, std::string_view key);

/// The object at `key`, or an empty one.
const Json& object(const Json& document, std::string_view key);

/// Adds an entry to an object that does not have the key: without a search, which would make the
/// building of a long object quadratic.
void append(Json& object, std::string key, Json value);

/// The elements of a list of texts, joined; empty for an empty list.
std::string join(const Json& list, std::string_view separator = ", ");

}  // namespace rmcp::client
