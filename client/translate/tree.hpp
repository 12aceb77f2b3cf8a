// SPDX-License-Identifier: MIT
// A YAML text as plain data: texts, lists and tables with their places.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmcp::client {

struct Spot {
  unsigned line = 1;
  unsigned column = 1;
};

/// The reason why a file cannot be translated.
struct Fault {
  Spot at;
  std::string text;
};

template <class T>
using Translated = tl::expected<T, Fault>;

struct Branch;

struct Tree {
  using List = std::vector<Tree>;
  using Table = std::vector<Branch>;

  Spot at;
  std::variant<std::monostate, std::string, List, Table> data;  // monostate: null

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&data); }
  [[nodiscard]] const Table* table() const { return std::get_if<Table>(&data); }
};

struct Branch {
  std::string key;
  Spot at;
  Tree value;
};

/// The value with this key; null if the tree is no table or has no such key, or a null there.
const Tree* find(const Tree& tree, std::string_view key);

std::optional<double> number(const Tree& tree);
std::optional<std::int64_t> integer(const Tree& tree);
std::optional<bool> boolean(const Tree& tree);

/// For messages: `'abc'`, `a list`, `a table`, `nothing`.
std::string shown(const Tree& tree);

}  // namespace rmcp::client
