// SPDX-License-Identifier: MIT
// A TOML text as plain data: every key and value with its place, in the order of the file.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmcp::toml {

struct Position {
  unsigned line = 1;
  unsigned column = 1;
  auto operator<=>(const Position&) const = default;
};

struct Node;
struct Entry;
using Array = std::vector<Node>;
using Table = std::vector<Entry>;

/// A TOML value that policy does not use: dates and times.
struct Other {
  std::string_view type;
};

struct Node {
  Position at;
  std::variant<std::string, std::int64_t, double, bool, Other, Array, Table> data;
};

struct Entry {
  std::string key;
  Position at;
  Node value;
};

/// "a string", "an integer" ... for messages.
std::string_view type_name(const Node& node);

/// The entry with this key, or null.
const Entry* find(const Table& table, std::string_view key);

struct SyntaxError {
  Position at;
  std::string message;
};

/// The root table, or the reason why there is none. Never throws, for any text.
tl::expected<Table, SyntaxError> parse_document(std::string_view text);

}  // namespace rmcp::toml
