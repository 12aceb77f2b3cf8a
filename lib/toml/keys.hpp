// SPDX-License-Identifier: MIT
// Tables with a fixed list of keys: each key has a reader; an unknown key is reported with the
// nearest known one.
#pragma once
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace rmcp::toml {

/// One key of a table that becomes a T. Readers pass `Reading` on: the complaints, or a struct with
/// a member of that name.
template <class T, class Reading = Complaints>
struct Key {
  std::string_view name;
  void (*read)(const Entry& entry, T& into, Reading& reading);
};

/// For a key that is read before all others, such as `format`.
template <class T, class Reading>
void skip_key(const Entry&, T&, Reading&) {}

inline Complaints& complaints_of(Complaints& complaints) { return complaints; }
template <class Reading>
Complaints& complaints_of(Reading& reading) {
  return reading.complaints;
}

/// The row with this name, or null. `Row` is a Key or has one as its base.
template <class Row, std::size_t N>
const Row* find_key(const Row (&rows)[N], std::string_view name) {
  for (const auto& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

template <class Row, std::size_t N>
std::vector<std::string_view> names_of(const Row (&rows)[N]) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

/// "unknown key 'x' in a unit; did you mean 'y'?"; `place` is " in a unit", or empty.
void complain_unknown_key(const Entry& entry, const std::vector<std::string_view>& known,
                          std::string_view place, Complaints& complaints);

/// Reads the known entries in the order of the file and reports the others.
template <class T, class Reading, std::size_t N>
void read_keys(const Table& table, const Key<T, Reading> (&keys)[N], std::string_view place,
               T& into, Reading& reading) {
  for (const auto& entry : table) {
    if (const auto* key = find_key(keys, entry.key))
      key->read(entry, into, reading);
    else
      complain_unknown_key(entry, names_of(keys), place, complaints_of(reading));
  }
}

/// The same in the order of `keys`, for readers that depend on earlier ones.
template <class T, class Reading, std::size_t N>
void read_keys_in_turn(const Table& table, const Key<T, Reading> (&keys)[N], std::string_view place,
                       T& into, Reading& reading) {
  for (const auto& entry : table)
    if (find_key(keys, entry.key) == nullptr)
      complain_unknown_key(entry, names_of(keys), place, complaints_of(reading));
  for (const auto& key : keys)
    if (const auto* entry = find(table, key.name)) key.read(*entry, into, reading);
}

/// The node's table; null with a complaint, "unit: expected a table, found a string".
const Table* expect_table(const Node& node, std::string_view what, Complaints& complaints);
/// The same for a key of the root, with the required header: "[system]".
const Table* expect_section(const Entry& entry, std::string_view header, Complaints& complaints);

/// The root of a file, after a check of its format. Nothing, with a diagnostic, if the text is not
/// TOML or is in a format that this version does not know.
std::optional<Table> read_root(std::string_view text, Complaints& complaints);

}  // namespace rmcp::toml
