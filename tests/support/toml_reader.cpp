// SPDX-License-Identifier: MIT
// Typed look-ups in a TOML table.
#include "toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace rmcp::testbed {

::toml::table parse_toml_file(const std::string& path) {
  try {
    return ::toml::parse_file(path);
  } catch (const ::toml::parse_error& error) {
    throw std::runtime_error(
        fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
}

void TomlReader::fail(const ::toml::node* node, const std::string& reason) const {
  const auto line = node == nullptr ? table_.source().begin.line : node->source().begin.line;
  // A table that was laid over another no longer knows its lines.
  const std::string place = line == 0 ? file_ : fmt::format("{}:{}", file_, line);
  throw std::runtime_error(place + ": " + reason);
}

void TomlReader::only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, value] : table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      fail(&value, fmt::format("{}: no such key", key.str()));
    }
  }
}

const ::toml::table* TomlReader::child(const std::string& key) const {
  const ::toml::node* node = table_.get(key);
  if (node != nullptr && !node->is_table()) fail(node, key + ": a table is wanted");
  return node == nullptr ? nullptr : node->as_table();
}

std::vector<const ::toml::table*> TomlReader::tables(const std::string& key) const {
  std::vector<const ::toml::table*> tables;
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return tables;
  if (!node->is_array_of_tables()) fail(node, key + ": [[" + key + "]] is wanted");
  for (const ::toml::node& element : *node->as_array()) tables.push_back(element.as_table());
  return tables;
}

std::string TomlReader::text(const std::string& key, const std::string& fallback) const {
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (!node->is_string()) fail(node, key + ": a string is wanted");
  return node->as_string()->get();
}

std::vector<std::string> TomlReader::texts(const std::string& key) const {
  std::vector<std::string> texts;
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return texts;
  if (node->is_string()) return {node->as_string()->get()};
  if (!node->is_array()) fail(node, key + ": an array of strings is wanted");
  for (const ::toml::node& element : *node->as_array()) {
    if (!element.is_string()) fail(&element, key + ": a string is wanted");
    texts.push_back(element.as_string()->get());
  }
  return texts;
}

std::uint64_t TomlReader::number(const std::string& key, std::uint64_t fallback) const {
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (!node->is_integer()) fail(node, key + ": a number is wanted");
  return static_cast<std::uint64_t>(node->as_integer()->get());
}

std::vector<std::uint64_t> TomlReader::numbers(const std::string& key) const {
  std::vector<std::uint64_t> numbers;
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return numbers;
  if (!node->is_array()) fail(node, key + ": an array of numbers is wanted");
  for (const ::toml::node& element : *node->as_array()) {
    if (!element.is_integer()) fail(&element, key + ": a number is wanted");
    numbers.push_back(static_cast<std::uint64_t>(element.as_integer()->get()));
  }
  return numbers;
}

bool TomlReader::flag(const std::string& key) const {
  const ::toml::node* node = table_.get(key);
  if (node == nullptr) return false;
  if (!node->is_boolean()) fail(node, key + ": true or false is wanted");
  return node->as_boolean()->get();
}

PciAddress TomlReader::to_address(const std::string& text) const {
  const auto address = parse_pci_address(text);
  if (!address) fail(nullptr, fmt::format("\"{}\" is not a PCI address", text));
  return *address;
}

std::pair<std::uint16_t, std::uint16_t> TomlReader::id_pair(
    const std::string& key, std::pair<std::uint16_t, std::uint16_t> fallback) const {
  if (!has(key)) return fallback;
  unsigned first = 0;
  unsigned second = 0;
  const std::string value = text(key);
  if (std::sscanf(value.c_str(), "%4x:%4x", &first, &second) != 2) {
    fail(table_.get(key), fmt::format("{}: \"{}\" is not like \"1002:73ff\"", key, value));
  }
  return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(second)};
}

std::string TomlReader::as_text(const ::toml::node& node) const {
  if (node.is_string()) return node.as_string()->get();
  if (node.is_integer()) return std::to_string(node.as_integer()->get());
  if (node.is_boolean()) return node.as_boolean()->get() ? "1" : "0";
  fail(&node, "an attribute is a string, a number or a boolean");
}

}  // namespace rmcp::testbed
