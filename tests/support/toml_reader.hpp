// SPDX-License-Identifier: MIT
// Typed look-ups in a TOML table that throw `file:line: reason`: for the test bed's own files.
#pragma once
#include "lib/gpu/pci_address.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::testbed {

/// Throws std::runtime_error.
::toml::table parse_toml_file(const std::string& path);

class TomlReader {
 public:
  TomlReader(std::string file, const ::toml::table& table)
      : file_(std::move(file)), table_(table) {}

  const std::string& file() const { return file_; }
  const ::toml::table& table() const { return table_; }

  /// Throws when the table has any other key.
  void only(std::initializer_list<std::string_view> keys) const;
  bool has(const std::string& key) const { return table_.contains(key); }
  const ::toml::table* child(const std::string& key) const;
  std::vector<const ::toml::table*> tables(const std::string& key) const;
  std::string text(const std::string& key, const std::string& fallback = "") const;
  /// An array of strings, or one string.
  std::vector<std::string> texts(const std::string& key) const;
  std::uint64_t number(const std::string& key, std::uint64_t fallback = 0) const;
  std::vector<std::uint64_t> numbers(const std::string& key) const;
  bool flag(const std::string& key) const;

  PciAddress address(const std::string& key) const { return to_address(text(key)); }
  PciAddress to_address(const std::string& text) const;
  /// "1002:73ff".
  std::pair<std::uint16_t, std::uint16_t> id_pair(
      const std::string& key, std::pair<std::uint16_t, std::uint16_t> fallback) const;
  /// What sysfs would show: numbers in decimal, booleans as 0 and 1.
  std::string as_text(const ::toml::node& node) const;

 private:
  [[noreturn]] void fail(const ::toml::node* node, const std::string& reason) const;

  std::string file_;
  const ::toml::table& table_;
};

}  // namespace rmcp::testbed
