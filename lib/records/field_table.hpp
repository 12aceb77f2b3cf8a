// SPDX-License-Identifier: MIT
// A kind of record as a table: a row for each field, with the function that reads it. Only the
// files of this room that define such a table include this.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/records/record.hpp"

#include <concepts>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace rmcp {

template <class T>
struct FieldOf {
  Key key;
  Field (*read)(const T&);
  bool (*present)(const T&) = nullptr;  // null: always
};

inline Field to_field(std::string_view text) { return std::string(text); }
inline Field to_field(const std::string& text) { return text; }
inline Field to_field(const std::vector<std::string>& texts) { return texts; }
inline Field to_field(const std::map<std::string, std::string>& values) { return values; }
inline Field to_field(std::optional<bool> fact) { return tristate(fact); }
inline Field to_field(bool value) { return value; }
template <std::unsigned_integral T>
Field to_field(T value) {
  return std::uint64_t{value};
}
template <std::signed_integral T>
Field to_field(T value) {
  return std::int64_t{value};
}
template <std::unsigned_integral T>
Field to_field(std::optional<T> value) {
  return std::uint64_t{value.value_or(0)};
}
template <class Enum>
requires std::is_enum_v<Enum> Field to_field(Enum word) { return std::string(to_string(word)); }

/// Reads a member: of<&Outcome::reason>.
template <auto member, class Owner>
Field of(const Owner& owner) {
  return to_field(owner.*member);
}

/// Reads a member of a member: of<&KnownDevice::device, &Device::name>.
template <auto outer, auto inner, class Owner>
Field of(const Owner& owner) {
  return to_field(owner.*outer.*inner);
}

/// And one deeper: of<&KnownDevice::device, &Device::pci, &PciIds::revision>.
template <auto outer, auto middle, auto inner, class Owner>
Field of(const Owner& owner) {
  return to_field(owner.*outer.*middle.*inner);
}

template <class T, std::size_t n>
void append(Record& record, const FieldOf<T> (&table)[n], const T& object) {
  for (const auto& field : table)
    if (field.present == nullptr || field.present(object))
      record.emplace_back(field.key.name, field.read(object));
}

template <class T, std::size_t n>
Record read(const FieldOf<T> (&table)[n], const T& object) {
  Record record;
  record.reserve(n);
  append(record, table, object);
  return record;
}

/// The keys of the tables, one after the other.
template <const auto&... tables>
std::span<const Key> keys() {
  static const auto all = [] {
    std::vector<Key> out;
    const auto add = [&out](const auto& table) {
      for (const auto& field : table) out.push_back(field.key);
    };
    (add(tables), ...);
    return out;
  }();
  return all;
}

}  // namespace rmcp
